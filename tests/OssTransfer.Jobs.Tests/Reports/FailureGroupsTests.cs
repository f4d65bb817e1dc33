using OssTransfer.Contracts.Jobs;
using OssTransfer.Contracts.Languages;
using OssTransfer.Jobs.Progress;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Tests.Reports;

/// <summary>What failed, counted by reason as shards end.</summary>
public sealed class FailureGroupsTests
{
    private static readonly ShardId Move0 = ShardId.Move(1, 0);
    private static readonly ShardId Move1 = ShardId.Move(1, 1);

    [Fact]
    public void Shards_are_added_up_by_reason_with_an_example_and_what_helps()
    {
        var first = Result(("a", Denied("403 a")), ("b", new(0, OutcomeKind.Transferred)), ("c", Denied("403 c")));
        var second = Result(("d", Denied("403 d")), ("e", new(0, OutcomeKind.Conflict)));

        var state = RunTransitions.FinishMove(RunTransitions.FinishMove(Listed(), Move0, first), Move1, second);
        var groups = Show(state).Failures;

        Assert.Equal([("destination-denied", 3L), ("conflict", 1L)], groups.Select(group => (group.Reason, group.Count)));
        Assert.Equal(("in/a", "403 a", "destination: access denied"), (groups[0].Key, groups[0].Example, groups[0].Title));
        Assert.Contains("'osstransfer redo j --failed'", groups[0].Advice, StringComparison.Ordinal);
        Assert.True(state.Run!.KnowsFlawed);
        Assert.Equal([0, 1], state.Run.Flawed["destination-denied"].Numbers(0, 10));
        Assert.Equal([1], state.Run.Flawed["conflict"].Numbers(0, 10));
    }

    [Fact]
    public void What_the_listing_refuses_is_in_one_of_the_shards_that_it_planned()
    {
        var refused = ShardResult.Empty.Add(ObjectKey.From("x"), OutcomeKind.Failed, ProofKind.None, false) with
        {
            Failures = [new("broken-link", 1, ObjectKey.From("x"), "the link leads nowhere or in a circle")],
        };
        var report = Runs.Jobs.Report();

        var state = ListingTransitions.RecordListing(Runs.Jobs.Running(), report with { Counts = report.Counts with { Ended = refused } });

        Assert.True(state.Run!.KnowsFlawed);
        Assert.Equal([0, 1], state.Run.Flawed["broken-link"].Numbers(0, 10));
        Assert.Equal("broken-link", Assert.Single(Show(state).Failures).Reason);
    }

    [Fact]
    public void What_an_older_version_counted_is_shown_without_a_reason_and_believed_to_be_anywhere()
    {
        var state = RunTransitions.FinishMove(Listed(), Move0, Runs.Jobs.Moved("a", OutcomeKind.Failed));
        state = RunTransitions.FinishMove(state, Move1, Result(("d", Denied("403"))));

        Assert.False(state.Run!.KnowsFlawed);
        Assert.Equal(["destination-denied", "uncounted"], Show(state).Failures.Select(group => group.Reason).Order());
    }

    [Fact]
    public void Counts_are_stored_with_the_job()
    {
        var state = RunTransitions.FinishMove(Listed(), Move0, Result(("a\0b", Denied("403"))));

        var read = JobStateCodec.Decode(JobStateCodec.Encode(state));

        Assert.Equal(state.Run!.Moved.Failures, read.Run!.Moved.Failures);
        Assert.True(read.Run.KnowsFlawed);
    }

    [Fact]
    public void Result_that_an_older_version_told_has_no_reasons()
    {
        var result = Result(("a", Denied("403")));
        var older = ShardResultCodec.Encode(result with { Failures = [] }).AsSpan()[..^1];

        Assert.Equal(result.Failures, ShardResultCodec.Decode(ShardResultCodec.Encode(result)).Failures);
        Assert.Empty(ShardResultCodec.Decode(older).Failures);
        Assert.Equal(result.BytesEnded, ShardResultCodec.Decode(older).BytesEnded);
    }

    [Fact]
    public void Every_reason_has_words_in_both_languages()
    {
        var chinese = Translation.Chinese();

        Assert.All(FailureReasons.All, reason =>
        {
            Assert.NotEqual(reason, FailureWords.TitleOf(reason));
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", chinese.Of(FailureWords.TitleOf(reason)));
            if (FailureWords.AdviceOf(reason, "photos") is { } advice)
            {
                // Not a text of another one that stands in it.
                Assert.DoesNotMatch("[a-z]{4,} [a-z]{3,} [a-z]+", OssTransfer.Contracts.Advice.Rewrite(chinese.Of(advice), _ => ""));
            }
        });
        Assert.Equal("destination-new-kind", FailureWords.TitleOf("destination-new-kind"));
    }

    [Fact]
    public void Place_in_the_list_holds_for_one_run_of_one_job()
    {
        var place = new FailurePlace(1, 20_000, 3);
        var cursor = place.ToCursor(7, 2);

        Assert.Equal(place, FailurePlace.FromCursor(cursor, 7, 2));
        Assert.Null(FailurePlace.FromCursor(cursor, 7, 3));
        Assert.Null(FailurePlace.FromCursor(cursor, 8, 2));
        Assert.All(["", "x", "!", cursor + "A", "MS4yLjMuNC41"], odd => Assert.Null(FailurePlace.FromCursor(odd, 7, 2)));
    }

    private static JobState Listed() => ListingTransitions.RecordListing(Runs.Jobs.Running(), Runs.Jobs.Report());

    private static JobView Show(JobState state) => JobSnapshots.Of(state, ShardResult.Empty, LiveNumbers.None, new("in/", ""));

    private static TransferOutcome Denied(string reason) =>
        new(0, OutcomeKind.Failed) { Failure = new(TransferSide.Destination, StorageErrorKind.Denied, reason) };

    private static ShardResult Result(params (string Key, TransferOutcome Outcome)[] objects)
    {
        var manifest = new ShardManifest([.. objects.Select(one => new ManifestEntry(ObjectKey.From(one.Key), EntryAction.Send, new(1, null, null)))]);
        return ShardResult.Of(
            manifest, ShardProgress.Start(objects.Length).With([.. objects.Select((one, i) => one.Outcome with { Index = i })], []));
    }
}

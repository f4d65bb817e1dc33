using OssTransfer.Contracts;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Deletes;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Tests.Runs;

public sealed class DeleteTransitionsTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);
    private static readonly RunPolicy Policy = new(false, false, TimeSpan.FromSeconds(5)) { Delete = DeletePolicy.Apply, MaxDelete = 5 };

    [Fact]
    public void Two_complete_passes_come_before_the_first_delete()
    {
        var first = Pass(Jobs.New(), vanished: 3);
        var second = Moved(first, vanished: 3);

        Assert.Equal(DeleteVerdict.FirstListing, first.Run!.Deletes!.Verdict);
        Assert.Contains("two complete listings", first.Reason, StringComparison.Ordinal);
        Assert.Equal((RunPhase.Delete, DeleteVerdict.Apply, 1), (second.Run!.Phase, second.Run.Deletes!.Verdict, second.Run.Deletes.Shards));
        Assert.Equal(ShardId.Of(2, ShardKind.Delete, 0), NextAssignment.Of(second, Policy, _ => false)?.Shard);
    }

    [Fact]
    public void A_shard_that_deletes_counts_once_and_reports_follow()
    {
        var deleting = Moved(Pass(Jobs.New()), vanished: 3);
        var result = DeleteResult.Empty with { Deleted = 2, Failed = 1 };

        var once = DeleteTransitions.Finish(deleting, ShardId.Of(2, ShardKind.Delete, 0), result);
        var twice = DeleteTransitions.Finish(once, ShardId.Of(2, ShardKind.Delete, 0), result);
        var ended = End(RunTransitions.Advance(twice, Policy));

        Assert.Equal(once, twice);
        Assert.Equal(2, ended.Run!.Deletes!.Result.Deleted);
        Assert.Equal(ExitCode.Failures, ended.Run.ExitCode);
        Assert.Contains("1 could not be deleted", ended.Reason, StringComparison.Ordinal);
        Assert.Contains("'osstransfer redo j'", ended.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dropped")]
    [InlineData("incomplete")]
    [InlineData("empty")]
    [InlineData("edited")]
    [InlineData("other source")]
    public void A_listing_that_cannot_be_believed_is_none(string what)
    {
        var before = Pass(Jobs.New());
        var between = what switch
        {
            "dropped" => RunTransitions.Redo(RunTransitions.Start(before with { Status = JobStatus.Ready }, Now), Now),
            "incomplete" => Pass(before, unreadable: 1),
            "empty" => Pass(before, objects: 0),
            "edited" => before with { NeedsRedo = true, Status = JobStatus.Ready },
            _ => Pass(before with { SourceMarks = before.SourceMarks.Add("m", "1:1") }, mark: "1:2"),
        };

        var after = Moved(between with { SourceMarks = between.SourceMarks.Clear() }, vanished: 3);

        Assert.Equal(DeleteVerdict.FirstListing, after.Run!.Deletes!.Verdict);
    }

    [Fact]
    public void A_run_of_only_what_failed_says_nothing_of_what_vanished()
    {
        var failed = Pass(Pass(Jobs.New()) with { NextMode = RunMode.Failed });

        Assert.Null(failed.Run!.Deletes);
        Assert.Equal(DeleteVerdict.Apply, Moved(failed, vanished: 3).Run!.Deletes!.Verdict);
    }

    [Fact]
    public void A_number_is_approved_as_it_is_shown_and_for_one_pass()
    {
        var held = Pass(Pass(Jobs.New()), vanished: 9);

        Assert.Equal(DeleteVerdict.OverLimit, held.Run!.Deletes!.Verdict);
        Assert.Contains("'osstransfer deletes j --approve 9'", held.Reason, StringComparison.Ordinal);
        Assert.Contains("9 objects", DeleteTransitions.Refusal(held, 8), StringComparison.Ordinal);
        Assert.Null(DeleteTransitions.Refusal(held, 9));

        var approved = DeleteTransitions.Approve(held, 9);

        Assert.Equal(DeleteVerdict.Apply, Moved(approved, vanished: 9).Run!.Deletes!.Verdict);
        var more = Pass(approved, vanished: 10);
        Assert.Equal((DeleteVerdict.OverLimit, null), (more.Run!.Deletes!.Verdict, more.ApprovedDeletes));
    }

    [Fact]
    public void Another_place_goes_back_to_a_report_until_a_number_is_approved()
    {
        var changed = Pass(Pass(Jobs.New() with { HasChangedPlaces = true }), vanished: 2);
        var approved = Moved(DeleteTransitions.Approve(changed, 2), vanished: 2);

        Assert.Equal(DeleteVerdict.ChangedPlaces, changed.Run!.Deletes!.Verdict);
        Assert.Equal((DeleteVerdict.Apply, false), (approved.Run!.Deletes!.Verdict, approved.HasChangedPlaces));
    }

    [Fact]
    public void Another_directory_is_taken_as_the_source_once_that_is_approved()
    {
        var known = Pass(Pass(Jobs.New(), mark: "1:1"), mark: "1:1");
        var other = Pass(known, vanished: 2, mark: "1:2");

        Assert.Equal(DeleteVerdict.OtherSource, other.Run!.Deletes!.Verdict);
        Assert.Equal(DeleteVerdict.OtherSource, Pass(other, vanished: 2, mark: "1:2").Run!.Deletes!.Verdict);
        var next = Pass(DeleteTransitions.Approve(other, 2), vanished: 2, mark: "1:2");
        Assert.Equal((DeleteVerdict.FirstListing, 2L), (next.Run!.Deletes!.Verdict, next.ApprovedDeletes));
        Assert.Equal(DeleteVerdict.Apply, Moved(next, vanished: 2, mark: "1:2").Run!.Deletes!.Verdict);
    }

    [Fact]
    public void An_edit_ends_what_was_going_to_be_deleted()
    {
        var paused = Moved(Pass(Jobs.New()), vanished: 3) with { Status = JobStatus.Paused };

        var edited = CommandTransitions.Edit(paused, paused.Config, [1], startsOver: false);
        var late = DeleteTransitions.Finish(edited, ShardId.Of(2, ShardKind.Delete, 0), DeleteResult.Empty with { Deleted = 3 });

        Assert.Equal((RunPhase.Report, false), (edited.Run!.Phase, edited.HasChangedPlaces));
        Assert.Equal(edited, late);
        Assert.True(CommandTransitions.Edit(paused, paused.Config, [1], startsOver: true).HasChangedPlaces);
    }

    [Fact]
    public void What_is_stored_comes_back()
    {
        var state = DeleteTransitions.Approve(Moved(Pass(Jobs.New(), mark: "1:1"), vanished: 3, mark: "1:1"), 3);

        var back = JobStateCodec.Decode(JobStateCodec.Encode(state));

        Assert.Equal(state.Run!.Deletes! with { Finished = RangeSet.Empty }, back.Run!.Deletes! with { Finished = RangeSet.Empty });
        Assert.Equal((state.LastListing, 3L, "1:1"), (back.LastListing, back.ApprovedDeletes, back.SourceMarks["m"]));
        Assert.Equal(new VanishedCount(3, 30), back.Run.List.Counts.Vanished);
    }

    /// <summary>A whole pass.</summary>
    private static JobState Pass(JobState before, long vanished = 0, long unreadable = 0, long objects = 100, string? mark = null)
    {
        var moved = Moved(before, vanished, unreadable, objects, mark);
        return End(moved.Run!.Phase == RunPhase.Report ? moved : moved with { Run = moved.Run with { Phase = RunPhase.Report } });
    }

    /// <summary>A pass after everything was listed and moved.</summary>
    private static JobState Moved(JobState before, long vanished = 0, long unreadable = 0, long objects = 100, string? mark = null)
    {
        var started = ListingTransitions.TakeList(RunTransitions.Start(before with { Status = JobStatus.Ready }, Now));
        var listed = ListingTransitions.RecordListing(started, new(1, 0, 0)
        {
            Segments = 1,
            IsDone = true,
            Machine = "m",
            SourceMark = mark,
            Counts = new()
            {
                Objects = objects,
                Ended = ShardResult.Empty with { Objects = Counts(objects) },
                UnreadableDirectories = unreadable,
                Vanished = vanished == 0 ? null : new(vanished, vanished * 10),
            },
        });
        return RunTransitions.Advance(listed, Policy);
    }

    private static JobState End(JobState state) => RunTransitions.FinishReport(state, ShardId.Only(state.Run!.Number, ShardKind.Report), Policy, Now);

    private static System.Collections.Immutable.ImmutableArray<long> Counts(long skipped)
    {
        var counts = new long[8];
        counts[(int)OutcomeKind.Skipped] = skipped;
        return [.. counts];
    }
}

using OssTransfer.Storage;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Tests.LargeObjects;

public sealed class LargeObjectPlanTests
{
    private static readonly MultipartUpload Upload = new(1, "u1", 10, new(25, "etag", default));
    private static readonly TransferFailure Changed = new(TransferSide.Source, StorageErrorKind.SourceChanged, "changed");

    private static LargeObjectState Started => LargeObjectPlan.Apply(new() { Index = 7 }, new LargeObjectEvent.Started(Upload));

    [Fact]
    public void An_intent_is_started_then_its_parts_are_moved_in_any_order_then_it_is_prepared_and_completed()
    {
        Assert.Equal(new LargeObjectAction.Start(1), LargeObjectPlan.Next(new()));
        var state = Tried(Started, Moved(3), Moved(1));
        Assert.Equal([2], Assert.IsType<LargeObjectAction.MoveParts>(LargeObjectPlan.Next(state)).Numbers);
        state = Tried(state, Moved(2));
        Assert.Equal([1, 2, 3], state.Parts.Select(part => part.Number));
        Assert.IsType<LargeObjectAction.Prepare>(LargeObjectPlan.Next(state));
        state = LargeObjectPlan.Apply(state, new LargeObjectEvent.Prepared(new("expected", null)));
        Assert.IsType<LargeObjectAction.Complete>(LargeObjectPlan.Next(state));
        state = LargeObjectPlan.Apply(state, new LargeObjectEvent.Ended(new(0, OutcomeKind.Transferred), UploadIsGone: true));

        Assert.Equal((7, 25L, 30L), (state.Outcome!.Index, state.Outcome.Size, state.Outcome.BytesSent));
        Assert.IsType<LargeObjectAction.Finished>(LargeObjectPlan.Next(state));
    }

    [Fact]
    public void Every_state_is_before_the_ones_that_follow_it_and_before_no_other()
    {
        var some = Tried(Started, Moved(2));
        var all = Tried(some, Moved(1), Moved(3));
        var prepared = LargeObjectPlan.Apply(all, new LargeObjectEvent.Prepared(new("expected", null)));
        var next = LargeObjectPlan.Apply(prepared, new LargeObjectEvent.Outdated(Changed, UploadIsGone: false));
        var ended = LargeObjectPlan.Apply(next, new LargeObjectEvent.Ended(new(0, OutcomeKind.Gone), UploadIsGone: true));
        LargeObjectState[] way = [new() { Index = 7 }, Started, some, all, prepared, next, ended];

        Assert.All(way.Index(), one => Assert.All(
            way.Index(), other => Assert.Equal(one.Index < other.Index, LargeObjectPlan.IsBefore(one.Item, other.Item))));
    }

    [Fact]
    public void A_part_named_twice_counts_once()
    {
        var state = Tried(Tried(Started, Moved(1)), Moved(1));

        Assert.Single(state.Parts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Shares_hold_every_part_once_and_make_up_the_whole(int count)
    {
        var windows = Enumerable.Range(0, count).Select(i => LargeObjectPlan.Split(Started, i, count)).ToList();
        Assert.Equal([1, 2, 3], windows.SelectMany(LargeObjectPlan.MissingParts));

        var moved = windows.Select(window => Tried(window, [.. LargeObjectPlan.MissingParts(window).Select(Moved)])).ToList();
        var whole = LargeObjectPlan.Join(Started, moved);

        Assert.All(windows, window => Assert.False(LargeObjectPlan.IsWindowOver(window)));
        Assert.All(moved, window => Assert.True(LargeObjectPlan.IsWindowOver(window)));
        Assert.Equal([1, 2, 3], whole.Parts.Select(part => part.Number));
        Assert.Equal(30, whole.BytesSent);
        Assert.IsType<LargeObjectAction.Prepare>(LargeObjectPlan.Next(whole));
        Assert.Same(whole, LargeObjectPlan.Join(whole, moved));
    }

    [Fact]
    public void Parts_of_another_upload_are_not_joined()
    {
        var older = Tried(LargeObjectPlan.Split(Started with { Upload = Upload with { UploadId = "u0" } }, 0, 1), Moved(1), Moved(2), Moved(3));

        var whole = LargeObjectPlan.Join(Started, [older]);

        Assert.Empty(whole.Parts);
        Assert.Equal([1, 2, 3], LargeObjectPlan.MissingParts(whole));
    }

    [Fact]
    public void A_completion_that_was_asked_for_and_given_up_may_have_come_true()
    {
        var asked = LargeObjectPlan.Apply(Tried(Started, Moved(1), Moved(2), Moved(3)), new LargeObjectEvent.Prepared(new("expected-3", null)));

        var state = LargeObjectPlan.Apply(asked, new LargeObjectEvent.Outdated(Changed, UploadIsGone: true));
        state = LargeObjectPlan.Apply(state, new LargeObjectEvent.Ended(new(0, OutcomeKind.Gone), UploadIsGone: true));

        Assert.True(state.Outcome!.MayHaveWritten);
        Assert.False(LargeObjectPlan.Apply(asked, new LargeObjectEvent.Ended(new(0, OutcomeKind.Transferred), UploadIsGone: true)).Outcome!.MayHaveWritten);
    }

    [Fact]
    public void A_window_begins_with_what_the_whole_has_of_it()
    {
        var window = LargeObjectPlan.Split(Tried(Started, Moved(2)), 1, 2);

        Assert.Equal([3], LargeObjectPlan.MissingParts(window));
        Assert.Equal(0, window.BytesSent);
    }

    [Fact]
    public void A_window_that_finds_the_source_changed_gives_the_whole_upload_up()
    {
        var changed = Tried(LargeObjectPlan.Split(Started, 0, 2), new PartOutcome(1, PartResult.SourceChanged) { Failure = Changed, BytesSent = 4 });
        var moved = Tried(LargeObjectPlan.Split(Started, 1, 2), Moved(2), Moved(3));

        var whole = LargeObjectPlan.Join(Started, [changed, moved]);

        Assert.True(LargeObjectPlan.IsWindowOver(changed));
        Assert.Equal((2, "u1", 0, 24L), (whole.Generation, whole.AbortUploadId, whole.Parts.Count, whole.BytesSent));
        Assert.Same(whole, LargeObjectPlan.Join(whole, [changed, moved]));
        Assert.Equal((Upload.Version, Upload.Version), (changed.Unsliced, whole.Unsliced));
    }

    [Fact]
    public void A_window_that_finds_the_source_gone_ends_the_whole_with_what_was_sent()
    {
        var gone = Tried(LargeObjectPlan.Split(Started, 0, 2), new PartOutcome(1, PartResult.SourceGone) { BytesSent = 4 });

        var whole = LargeObjectPlan.Join(Started, [gone, Tried(LargeObjectPlan.Split(Started, 1, 2), Moved(2))]);

        Assert.Equal((OutcomeKind.Gone, 7, 14L), (whole.Outcome!.Kind, whole.Outcome.Index, whole.Outcome.BytesSent));
        Assert.Equal(new LargeObjectAction.Abort("u1"), LargeObjectPlan.Next(whole));
    }

    [Fact]
    public void What_an_older_generation_brings_is_ignored()
    {
        var state = LargeObjectPlan.Apply(Started, new LargeObjectEvent.Outdated(Changed, UploadIsGone: false));

        var after = LargeObjectPlan.Apply(state, new LargeObjectEvent.PartsTried(1, [Moved(1)]));

        Assert.Equal((2, 0), (after.Generation, after.Parts.Count));
        Assert.Equal(state, LargeObjectPlan.Apply(after, new LargeObjectEvent.Started(Upload)));
    }

    [Fact]
    public void An_abandoned_upload_is_aborted_before_anything_else()
    {
        var state = LargeObjectPlan.Apply(Started, new LargeObjectEvent.Outdated(Changed, UploadIsGone: false));

        Assert.Equal(new LargeObjectAction.Abort("u1"), LargeObjectPlan.Next(state));
        Assert.Equal(new LargeObjectAction.Start(2), LargeObjectPlan.Next(LargeObjectPlan.Apply(state, new LargeObjectEvent.Aborted())));
    }

    [Fact]
    public void The_third_generation_is_the_last()
    {
        var state = new LargeObjectState { Generation = 3, Upload = Upload with { Generation = 3 } };

        state = LargeObjectPlan.Apply(state, new LargeObjectEvent.Outdated(Changed, UploadIsGone: false));

        Assert.Equal((OutcomeKind.Failed, "u1"), (state.Outcome!.Kind, state.AbortUploadId));
    }

    [Fact]
    public void A_changed_source_outweighs_a_failed_part()
    {
        var failed = new PartOutcome(1, PartResult.Failed) { Failure = new(TransferSide.Destination, StorageErrorKind.Transient, "x") };

        var state = Tried(Started, failed, new PartOutcome(2, PartResult.SourceChanged) { Failure = Changed });

        Assert.Equal((2, null), (state.Generation, state.Outcome));
    }

    [Theory]
    [InlineData(StorageErrorKind.NeedsRestore, OutcomeKind.NeedsRestore)]
    [InlineData(StorageErrorKind.Denied, OutcomeKind.Failed)]
    public void A_failed_part_ends_the_object(StorageErrorKind kind, OutcomeKind expected)
    {
        var state = Tried(Started, new PartOutcome(1, PartResult.Failed) { Failure = new(TransferSide.Source, kind, "x") });

        Assert.Equal((expected, "u1"), (state.Outcome!.Kind, state.AbortUploadId));
    }

    [Theory]
    [InlineData(StorageErrorKind.LeaseLost, false)]
    [InlineData(StorageErrorKind.Quota, true)]
    public void A_pause_or_a_lost_lease_ends_nothing(StorageErrorKind kind, bool isFatal)
    {
        var failure = new TransferFailure(TransferSide.Destination, kind, "x") { IsFatalForJob = isFatal };

        var state = Tried(Started, Moved(1), new PartOutcome(2, PartResult.Failed) { Failure = failure });

        Assert.Equal((null, null, 1), (state.Outcome, state.AbortUploadId, state.Parts.Count));
        Assert.Equal(state, LargeObjectPlan.Apply(state, new LargeObjectEvent.Interrupted(failure, 0)));
    }

    [Fact]
    public void What_went_out_before_an_interruption_stays_counted()
    {
        var state = LargeObjectPlan.Apply(Tried(Started, Moved(1)), new LargeObjectEvent.Interrupted(null, 7));

        state = Tried(state, new PartOutcome(2, PartResult.NotMoved) { BytesSent = 3 });

        Assert.Equal((1, 20L), (state.Parts.Count, state.BytesSent));
    }

    [Fact]
    public void What_an_earlier_generation_completed_after_all_was_transferred_by_this_run()
    {
        var completing = LargeObjectPlan.Apply(Tried(Started, Moved(1), Moved(2), Moved(3)), new LargeObjectEvent.Prepared(new("e", null)));
        var again = LargeObjectPlan.Apply(
            completing, new LargeObjectEvent.Outdated(new(TransferSide.Destination, StorageErrorKind.UploadGone, "lost"), UploadIsGone: true));

        var ended = LargeObjectPlan.Apply(again, new LargeObjectEvent.Ended(new(0, OutcomeKind.Skipped) { Proof = ProofKind.Md5Parts }, UploadIsGone: true));

        Assert.Equal((OutcomeKind.Transferred, 1, 30L), (ended.Outcome!.Kind, ended.Outcome.ObjectsSent, ended.Outcome.BytesSent));
    }

    [Fact]
    public void What_was_joined_and_is_not_there_counts_as_sent()
    {
        var completing = LargeObjectPlan.Apply(Tried(Started, Moved(1), Moved(2), Moved(3)), new LargeObjectEvent.Prepared(new("e", null)));
        var failure = new TransferFailure(TransferSide.Destination, StorageErrorKind.UploadGone, "none");
        var again = LargeObjectPlan.Apply(completing, new LargeObjectEvent.Outdated(failure, UploadIsGone: true) { ObjectsSent = 1 });

        var failed = LargeObjectPlan.Apply(again, new LargeObjectEvent.Ended(new(0, OutcomeKind.Failed), UploadIsGone: true));
        var found = LargeObjectPlan.Apply(again, new LargeObjectEvent.Ended(new(0, OutcomeKind.Skipped), UploadIsGone: true));

        Assert.Equal((1, 1), (failed.Outcome!.ObjectsSent, found.Outcome!.ObjectsSent));
    }

    private static LargeObjectState Tried(LargeObjectState state, params PartOutcome[] parts) =>
        LargeObjectPlan.Apply(state, new LargeObjectEvent.PartsTried(state.Generation, parts));

    private static PartOutcome Moved(int number) =>
        new(number, PartResult.Moved) { Part = new(number, $"e{number}", new(0, (ulong)number), 10), BytesSent = 10 };
}

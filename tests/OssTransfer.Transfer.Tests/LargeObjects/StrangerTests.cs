using OssTransfer.Storage;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Tests.LargeObjects;

/// <summary>Somebody else writes under the key while an upload is open: what is newer than the source stays, whenever that was.</summary>
public sealed class StrangerTests
{
    private const int PartBytes = 100_000;
    private static readonly byte[] Foreign = Content.Of(500, seed: 7);

    private readonly Crossing _crossing = new() { Options = new() { PartBytes = PartBytes } };
    private readonly TransferItem _item;

    public StrangerTests()
    {
        _crossing.Source.Seed("k", Content.Of(3 * PartBytes));
        _crossing.Source.Date("k", DateTimeOffset.UtcNow.AddDays(-1));
        _item = _crossing.Item("k");
    }

    [Fact]
    public async Task Shard_that_is_taken_again_sees_the_foreign_object_and_leaves_it()
    {
        var state = await UntilAsync<LargeObjectAction.Prepare>(_item, new());
        _crossing.Destination.Seed("k", Foreign);

        // What the next attempt sees of the destination is what nobody has judged.
        await AssertConflictAsync(_crossing.Item("k") with { Attempts = new(default) { MayHaveSentMore = true } }, state);
    }

    [Fact]
    public async Task Completion_that_an_earlier_attempt_wanted_to_ask_for_replaces_nothing_that_came_since()
    {
        var state = await UntilAsync<LargeObjectAction.Complete>(_item, new());
        _crossing.Destination.Seed("k", Foreign);

        await AssertConflictAsync(_crossing.Item("k") with { Attempts = new(default) { MayHaveSentMore = true } }, state);
    }

    [Fact]
    public async Task Second_upload_replaces_no_more_than_the_first()
    {
        var state = await UntilAsync<LargeObjectAction.MoveParts>(_item, new());
        state = LargeObjectPlan.Apply(
            state, new LargeObjectEvent.Outdated(new(TransferSide.Source, StorageErrorKind.SourceChanged, "changed"), UploadIsGone: false));
        state = await UntilAsync<LargeObjectAction.MoveParts>(_item, state);
        _crossing.Destination.Seed("k", Foreign);

        Assert.Equal(2, state.Generation);
        await AssertConflictAsync(_item, state);
    }

    [Fact]
    public async Task Completion_whose_answer_was_lost_is_found_by_the_next_attempt()
    {
        var state = await UntilAsync<LargeObjectAction.Complete>(_item, new());
        await ActAsync(_item, state);

        var outcome = await new LargeObjectDriver(_crossing).MoveAsync(_crossing.Item("k") with { Attempts = new(default) { MayHaveSentMore = true } }, state);

        Assert.Equal((OutcomeKind.Transferred, ProofKind.Md5Parts), (outcome.Kind, outcome.Proof));
        Assert.Equal(_crossing.Source.Find("k")!.Content, _crossing.Arrived("k"));
    }

    [Fact]
    public async Task What_an_earlier_upload_may_have_left_is_replaced()
    {
        // Other bytes of the same size: a store that damaged what it was sent.
        _crossing.Destination.Seed("k", Content.Of(3 * PartBytes, seed: 5));

        var outcome = await new LargeObjectDriver(_crossing).MoveAsync(_item, new() { Generation = 2, LeftWrites = true });

        Assert.Equal(OutcomeKind.Transferred, outcome.Kind);
        Assert.Equal(_crossing.Source.Find("k")!.Content, _crossing.Arrived("k"));
    }

    private async Task AssertConflictAsync(TransferItem item, LargeObjectState state)
    {
        var outcome = await new LargeObjectDriver(_crossing).MoveAsync(item, state);

        Assert.Equal(OutcomeKind.Conflict, outcome.Kind);
        Assert.Equal(Foreign, _crossing.Arrived("k"));
        Assert.Equal(0, _crossing.Destination.PendingUploads);
    }

    private async Task<LargeObjectState> UntilAsync<T>(TransferItem item, LargeObjectState state)
        where T : LargeObjectAction
    {
        while (LargeObjectPlan.Next(state) is not T)
        {
            state = await ActAsync(item, state);
        }

        return state;
    }

    private async Task<LargeObjectState> ActAsync(TransferItem item, LargeObjectState state) => LargeObjectPlan.Apply(
        state, await _crossing.Engine.Large(_crossing.Context, item).ActAsync(state, LargeObjectPlan.Next(state), TestContext.Current.CancellationToken));
}

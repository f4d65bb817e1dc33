using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Tests.LargeObjects;

public sealed class LargeObjectTests
{
    private const int PartBytes = 100_000;

    private readonly Crossing _crossing = new() { Options = new() { PartBytes = PartBytes } };

    [Theory]
    [InlineData(PartBytes + 1, 2)]
    [InlineData((3 * PartBytes) - 1, 3)]
    [InlineData(3 * PartBytes, 3)]
    [InlineData((3 * PartBytes) + 1, 4)]
    public async Task A_large_object_goes_in_parts_and_is_proven_by_them(int size, int parts)
    {
        var content = Content.Of(size);
        _crossing.Source.Seed("k", content, new() { ContentType = "text/x" });

        var outcome = await MoveAsync("k");

        Assert.Equal((OutcomeKind.Transferred, ProofKind.Md5Parts, (long)size), (outcome.Kind, outcome.Proof, outcome.Size));
        Assert.Equal(
            (parts, (long)PartBytes, 1, (long)size), (outcome.Digest!.Value.Parts, outcome.Digest.Value.PartBytes, outcome.ObjectsSent, outcome.BytesSent));
        Assert.Equal(_crossing.Destination.Find("k")!.Info.ETag, outcome.Digest.Value.ToETag());
        Assert.Equal(content, _crossing.Arrived("k"));
        Assert.Equal("text/x", _crossing.Destination.Find("k")!.Info.Metadata.ContentType);
        Assert.Equal((parts, 0), (_crossing.Destination.Requests(StoreOperation.UploadPart), _crossing.Destination.PendingUploads));
    }

    [Fact]
    public async Task A_large_object_keeps_the_acl_of_the_source_where_asked_for()
    {
        _crossing.Options = _crossing.Options with { KeepsAcl = true };
        _crossing.Source.Seed("k", Content.Of(3 * PartBytes));
        _crossing.Source.SetAcl("k", "public-read");

        var outcome = await MoveAsync("k");

        Assert.Equal((OutcomeKind.Transferred, "public-read"), (outcome.Kind, _crossing.Destination.Find("k")!.Acl));
        Assert.Equal(1, _crossing.Source.Requests(StoreOperation.ReadAcl));
    }

    [Fact]
    public async Task An_interrupted_object_goes_on_with_the_parts_that_are_missing()
    {
        _crossing.Source.Seed("k", Content.Of(5 * PartBytes));
        var item = _crossing.Item("k");
        var state = await ActAsync(item, new());
        var some = await Transfer(item).MovePartsAsync(state.Upload!, [2, 4], TestContext.Current.CancellationToken);
        state = LargeObjectPlan.Apply(state, new LargeObjectEvent.PartsTried(1, some));

        var action = Assert.IsType<LargeObjectAction.MoveParts>(LargeObjectPlan.Next(state));
        var outcome = await DriveAsync(item, state);

        Assert.Equal([1, 3, 5], action.Numbers);
        Assert.Equal(ProofKind.Md5Parts, outcome.Proof);
        Assert.Equal(5, _crossing.Destination.Requests(StoreOperation.UploadPart));
        Assert.Equal(_crossing.Source.Find("k")!.Content, _crossing.Arrived("k"));
    }

    [Fact]
    public async Task A_source_that_changes_between_parts_is_moved_anew_and_the_old_upload_aborted()
    {
        _crossing.Source.Seed("k", Content.Of(3 * PartBytes));
        var item = _crossing.Item("k");
        var state = await ActAsync(item, new());
        state = LargeObjectPlan.Apply(
            state, new LargeObjectEvent.PartsTried(1, await Transfer(item).MovePartsAsync(state.Upload!, [1], TestContext.Current.CancellationToken)));
        var now = Content.Of(4 * PartBytes, seed: 2);
        _crossing.Source.Seed("k", now);

        var outcome = await DriveAsync(item, state);

        Assert.Equal((OutcomeKind.Transferred, 4), (outcome.Kind, outcome.Digest!.Value.Parts));
        Assert.Equal(now, _crossing.Arrived("k"));
        Assert.Equal((5L * PartBytes, 0), (outcome.BytesSent, _crossing.Destination.PendingUploads));
    }

    [Fact]
    public async Task A_source_that_changes_in_every_generation_fails_and_leaves_no_upload()
    {
        _crossing.Source.Seed("k", Content.Of(3 * PartBytes));
        _crossing.SourceFaults.Before(StoreOperation.Open, StorageErrorKind.SourceChanged, times: FaultyStore.Always);

        var outcome = await MoveAsync("k");

        Assert.Equal((OutcomeKind.Failed, StorageErrorKind.SourceChanged), (outcome.Kind, outcome.Failure!.Kind));
        Assert.Equal((3, 0), (_crossing.Destination.Requests(StoreOperation.Initiate), _crossing.Destination.PendingUploads));
    }

    [Fact]
    public async Task A_source_that_vanishes_between_parts_is_gone_and_leaves_no_upload()
    {
        _crossing.Source.Seed("k", Content.Of(3 * PartBytes));
        var item = _crossing.Item("k");
        var state = await ActAsync(item, new());
        _crossing.Source.Remove(Crossing.Key("k"));

        var outcome = await DriveAsync(item, state);

        Assert.Equal((OutcomeKind.Gone, 0), (outcome.Kind, _crossing.Destination.PendingUploads));
    }

    [Fact]
    public async Task A_part_whose_etag_lies_is_sent_again()
    {
        _crossing.Source.Seed("k", Content.Of(2 * PartBytes));
        _crossing.DestinationFaults.WrongETag(StoreOperation.UploadPart);

        var outcome = await MoveAsync("k");

        Assert.Equal((ProofKind.Md5Parts, 3L * PartBytes), (outcome.Proof, outcome.BytesSent));
    }

    [Fact]
    public async Task A_failure_that_is_fatal_for_the_job_keeps_the_upload_and_its_parts()
    {
        _crossing.Source.Seed("k", Content.Of(3 * PartBytes));
        var item = _crossing.Item("k");
        var state = await ActAsync(item, new());
        state = LargeObjectPlan.Apply(
            state, new LargeObjectEvent.PartsTried(1, await Transfer(item).MovePartsAsync(state.Upload!, [1], TestContext.Current.CancellationToken)));
        _crossing.DestinationFaults.Before(StoreOperation.UploadPart, StorageErrorKind.Quota, times: 2);

        var after = await ActAsync(item, state);

        Assert.Null(after.Outcome);
        Assert.Equal([1], after.Parts.Select(part => part.Number));
        Assert.Equal((1, null), (after.Generation, after.AbortUploadId));
        _crossing.DestinationFaults.Heal();
        Assert.Equal(OutcomeKind.Transferred, (await DriveAsync(item, after)).Kind);
    }

    [Fact]
    public async Task Parts_above_a_quarter_of_the_memory_are_streamed_and_proven_by_their_etags()
    {
        var crossing = new Crossing(engine: new() { MemoryBytes = 4 << 20 }) { Options = new() { PartBytes = 3 << 20 } };
        var content = Content.Of(7 << 20);
        crossing.Source.Seed("k", content);
        crossing.DestinationFaults.CutBody(StoreOperation.UploadPart, 1 << 20);

        var outcome = await new LargeObjectDriver(crossing).MoveAsync(crossing.Item("k"));

        Assert.Equal((OutcomeKind.Transferred, ProofKind.Md5Parts), (outcome.Kind, outcome.Proof));
        Assert.Equal(content, crossing.Arrived("k"));
    }

    [Fact]
    public async Task What_the_destination_already_holds_from_the_same_cut_is_skipped()
    {
        _crossing.Source.Seed("k", Content.Of(3 * PartBytes));
        await MoveAsync("k");

        var outcome = await MoveAsync("k");

        Assert.Equal((OutcomeKind.Skipped, ProofKind.Md5Parts), (outcome.Kind, outcome.Proof));
        Assert.Equal(1, _crossing.Destination.Requests(StoreOperation.Initiate));
    }

    [Fact]
    public async Task Something_else_that_is_newer_is_a_conflict_and_nothing_is_started()
    {
        _crossing.Source.Seed("k", Content.Of(3 * PartBytes));
        await Task.Yield();
        _crossing.Destination.Seed("k", Content.Of(3 * PartBytes, seed: 9));
        var item = _crossing.Item("k") with { LastModified = DateTimeOffset.UnixEpoch };
        item = item with { Destination = item.Destination! with { LastModified = DateTimeOffset.MaxValue.AddDays(-1) } };

        var outcome = await new LargeObjectDriver(_crossing).MoveAsync(item);

        Assert.Equal((OutcomeKind.Conflict, 0), (outcome.Kind, _crossing.Destination.Requests(StoreOperation.Initiate)));
    }

    private LargeObjectTransfer Transfer(TransferItem item) => _crossing.Engine.Large(_crossing.Context, item);

    private async Task<LargeObjectState> ActAsync(TransferItem item, LargeObjectState state) =>
        LargeObjectPlan.Apply(state, await Transfer(item).ActAsync(state, LargeObjectPlan.Next(state), TestContext.Current.CancellationToken));

    private Task<TransferOutcome> MoveAsync(string key) => new LargeObjectDriver(_crossing).MoveAsync(_crossing.Item(key));

    private Task<TransferOutcome> DriveAsync(TransferItem item, LargeObjectState state) => new LargeObjectDriver(_crossing).MoveAsync(item, state);
}

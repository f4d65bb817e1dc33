using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Tests.LargeObjects;

/// <summary>Whatever becomes of the answer to Complete: the object is proven, or sent again, and never sent in vain.</summary>
public sealed class CompletionTests
{
    private const int PartBytes = 100_000;
    private static readonly StoreTraits OwnFormula = MemoryStore.DefaultTraits with { MultipartETagIsComposite = false };

    private readonly NapTime _time = new();
    private Crossing _crossing;

    public CompletionTests() => _crossing = new(time: _time);

    [Theory]
    [InlineData(StorageErrorKind.Transient)]
    [InlineData(StorageErrorKind.Other)]
    [InlineData(StorageErrorKind.Unreachable)]
    public async Task A_lost_answer_is_found_out_by_the_expected_etag(StorageErrorKind kind)
    {
        var outcome = await CompleteAsync(faults => faults.After(StoreOperation.Complete, kind));

        Assert.Equal((OutcomeKind.Transferred, ProofKind.Md5Parts), (outcome.Kind, outcome.Proof));
        AssertSentOnce();
    }

    [Theory]
    [InlineData(StorageErrorKind.Transient)]
    [InlineData(StorageErrorKind.Damaged)]
    [InlineData(StorageErrorKind.Throttled)]
    public async Task A_completion_that_did_not_happen_is_asked_for_again(StorageErrorKind kind)
    {
        var outcome = await CompleteAsync(faults => faults.Before(StoreOperation.Complete, kind));

        Assert.Equal((OutcomeKind.Transferred, ProofKind.Md5Parts), (outcome.Kind, outcome.Proof));
        AssertSentOnce();
    }

    [Fact]
    public async Task What_was_there_before_and_looks_the_same_is_no_answer()
    {
        await CompleteAsync(_ => { });
        _crossing.DestinationFaults.Before(StoreOperation.Complete, StorageErrorKind.Transient);

        var outcome = await new LargeObjectDriver(_crossing).MoveAsync(_crossing.Item("k", isOurs: true) with { EvenIfEqual = true });

        Assert.Equal((OutcomeKind.Transferred, 0), (outcome.Kind, _crossing.DestinationFaults.FaultsLeft));
        Assert.Equal(0, _crossing.Destination.PendingUploads);
    }

    [Fact]
    public async Task A_completion_that_never_succeeds_fails_and_leaves_no_upload()
    {
        var outcome = await CompleteAsync(faults => faults.Before(StoreOperation.Complete, StorageErrorKind.Transient, times: FaultyStore.Always));

        Assert.Equal((OutcomeKind.Failed, StorageErrorKind.Transient, TransferSide.Destination), (outcome.Kind, outcome.Failure!.Kind, outcome.Failure.Side));
        Assert.Equal(0, _crossing.Destination.PendingUploads);
        Assert.Null(_crossing.Arrived("k"));
    }

    [Fact]
    public async Task A_lost_answer_without_a_telling_etag_is_read_back()
    {
        Use(OwnFormula);

        var outcome = await CompleteAsync(faults => faults.After(StoreOperation.Complete));

        Assert.Equal((OutcomeKind.Transferred, ProofKind.ReadBack), (outcome.Kind, outcome.Proof));
        AssertSentOnce();
    }

    [Fact]
    public async Task Something_else_of_that_size_under_the_key_is_not_taken_for_ours()
    {
        Use(OwnFormula);
        _crossing.Source.Seed("k", Content.Of(3 * PartBytes));
        var item = _crossing.Item("k");
        var state = await DriveToCompletionAsync(item);
        await _crossing.Destination.Multipart!.AbortAsync(Crossing.Key("k"), state.Upload!.UploadId, TestContext.Current.CancellationToken);
        _crossing.Destination.Seed("k", Content.Of(3 * PartBytes, seed: 9));

        var outcome = await new LargeObjectDriver(_crossing).MoveAsync(item with { IsOurs = true }, state);

        Assert.Equal((OutcomeKind.Transferred, 2), (outcome.Kind, _crossing.Destination.Requests(StoreOperation.Initiate)));
        Assert.Equal(_crossing.Source.Find("k")!.Content, _crossing.Arrived("k"));
    }

    [Fact]
    public async Task A_version_before_that_is_still_there_is_not_taken_for_what_was_joined()
    {
        Use(OwnFormula);
        var before = Content.Of(3 * PartBytes, seed: 9);
        _crossing.Source.Seed("k", Content.Of(3 * PartBytes));
        _crossing.Destination.Seed("k", before);
        var item = _crossing.Item("k", isOurs: true);
        var state = await DriveToCompletionAsync(item);

        // It answers, and doesn't keep what was joined.
        var asked = _crossing.DestinationFaults.Hold(StoreOperation.Head);
        var moving = new LargeObjectDriver(_crossing).MoveAsync(item, state);
        await asked.Reached;
        _crossing.Destination.Seed("k", before);
        asked.Release();
        var outcome = await moving;

        Assert.Equal((OutcomeKind.Transferred, 2), (outcome.Kind, _crossing.Destination.Requests(StoreOperation.Initiate)));
        Assert.Equal(_crossing.Source.Find("k")!.Content, _crossing.Arrived("k"));
    }

    [Fact]
    public async Task A_lost_upload_is_begun_anew()
    {
        _crossing.Source.Seed("k", Content.Of(3 * PartBytes));
        var item = _crossing.Item("k");
        var state = await DriveToCompletionAsync(item);
        await _crossing.Destination.Multipart!.AbortAsync(Crossing.Key("k"), state.Upload!.UploadId, TestContext.Current.CancellationToken);

        var outcome = await new LargeObjectDriver(_crossing).MoveAsync(item, state);

        Assert.Equal((OutcomeKind.Transferred, ProofKind.Md5Parts, 6L * PartBytes), (outcome.Kind, outcome.Proof, outcome.BytesSent));
    }

    [Fact]
    public async Task A_completion_that_had_succeeded_before_a_crash_is_found_out()
    {
        _crossing.Source.Seed("k", Content.Of(3 * PartBytes));
        var item = _crossing.Item("k");
        var state = await DriveToCompletionAsync(item);
        await _crossing.Engine.Large(_crossing.Context, item).ActAsync(state, LargeObjectPlan.Next(state), TestContext.Current.CancellationToken);

        var outcome = await new LargeObjectDriver(_crossing).MoveAsync(item, state);

        Assert.Equal((OutcomeKind.Transferred, ProofKind.Md5Parts), (outcome.Kind, outcome.Proof));
        AssertSentOnce();
    }

    [Fact]
    public async Task A_composite_that_lies_is_cleared_by_a_question()
    {
        var outcome = await CompleteAsync(faults => faults.WrongETag(StoreOperation.Complete));

        Assert.Equal((OutcomeKind.Transferred, ProofKind.Md5Parts), (outcome.Kind, outcome.Proof));
    }

    [Fact]
    public async Task A_composite_that_always_lies_is_read_back()
    {
        var outcome = await CompleteAsync(faults => faults.WrongETag(StoreOperation.Complete).WrongETag(StoreOperation.Head, skip: 1, times: 2));

        Assert.Equal((OutcomeKind.Transferred, ProofKind.ReadBack), (outcome.Kind, outcome.Proof));
    }

    [Theory]
    [InlineData(true, ProofKind.Md5PartsListed)]
    [InlineData(false, ProofKind.Head)]
    public async Task A_store_with_its_own_formula_is_asked_for_the_size(bool partsAreMd5, ProofKind expected)
    {
        Use(OwnFormula with { PartETagIsMd5 = partsAreMd5, ChecksContentMd5 = false });

        var outcome = await CompleteAsync(_ => { });

        Assert.Equal((OutcomeKind.Transferred, expected), (outcome.Kind, outcome.Proof));
    }

    [Fact]
    public async Task Parts_that_the_store_does_not_know_as_named_are_sent_anew()
    {
        var outcome = await CompleteAsync(faults => faults.Before(StoreOperation.Complete, StorageErrorKind.InvalidPart));

        Assert.Equal(
            (OutcomeKind.Transferred, 2, 0), (outcome.Kind, _crossing.Destination.Requests(StoreOperation.Initiate), _crossing.Destination.PendingUploads));
    }

    [Fact]
    public async Task A_fenced_completion_leaves_everything_as_it_is()
    {
        using var lease = new TestLease();
        _crossing = new(lease: lease, time: _time) { Options = new() { PartBytes = PartBytes } };
        _crossing.Source.Seed("k", Content.Of(3 * PartBytes));
        var item = _crossing.Item("k");
        var state = await DriveToCompletionAsync(item);
        lease.End();

        var happened = await _crossing.Engine.Large(_crossing.Context, item)
            .ActAsync(state, LargeObjectPlan.Next(state), TestContext.Current.CancellationToken);

        Assert.Equal(StorageErrorKind.LeaseLost, Assert.IsType<LargeObjectEvent.Interrupted>(happened).Failure!.Kind);
        Assert.Equal(state, LargeObjectPlan.Apply(state, happened));
        Assert.Equal((1, 0), (_crossing.Destination.PendingUploads, _crossing.Destination.Requests(StoreOperation.Abort)));
    }

    private void Use(StoreTraits destination)
    {
        _crossing = new(destination: destination, time: _time);
    }

    private async Task<LargeObjectState> DriveToCompletionAsync(TransferItem item)
    {
        _crossing.Options = new() { PartBytes = PartBytes };
        var state = new LargeObjectState();
        while (LargeObjectPlan.Next(state) is not LargeObjectAction.Complete)
        {
            var next = LargeObjectPlan.Next(state);
            state = LargeObjectPlan.Apply(
                state, await _crossing.Engine.Large(_crossing.Context, item).ActAsync(state, next, TestContext.Current.CancellationToken));
        }

        return state;
    }

    private async Task<TransferOutcome> CompleteAsync(Action<FaultyStore> arrange)
    {
        _crossing.Options = new() { PartBytes = PartBytes };
        _crossing.Source.Seed("k", Content.Of((3 * PartBytes) - 5));
        arrange(_crossing.DestinationFaults);

        var outcome = await new LargeObjectDriver(_crossing).MoveAsync(_crossing.Item("k"));
        if (outcome.Kind == OutcomeKind.Transferred)
        {
            Assert.Equal(_crossing.Source.Find("k")!.Content, _crossing.Arrived("k"));
        }

        return outcome;
    }

    private void AssertSentOnce() =>
        Assert.Equal(
            (1, 3, 0),
            (_crossing.Destination.Requests(StoreOperation.Initiate), _crossing.Destination.Requests(StoreOperation.UploadPart),
                _crossing.Destination.PendingUploads));
}

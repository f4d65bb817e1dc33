using OssTransfer.Storage;
using OssTransfer.Storage.Disk;
using OssTransfer.Testing;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Tests;

/// <summary>What is counted as sent is what went out: no more, no less, and over all attempts of the run.</summary>
public sealed class SentTests
{
    private const int Size = 200_000;
    private Crossing _crossing = new();

    public SentTests() => _crossing.Source.Seed("k", Content.Of(Size));

    [Fact]
    public async Task A_body_that_broke_off_counts_by_its_bytes_and_not_as_an_object()
    {
        _crossing.DestinationFaults.CutBody(StoreOperation.Put, 50_000);

        var outcome = await _crossing.MoveAsync("k");

        Assert.Equal((OutcomeKind.Transferred, 1, Size + 50_000L), (outcome.Kind, outcome.ObjectsSent, outcome.BytesSent));
    }

    [Fact]
    public async Task What_a_stop_cut_is_told_with_what_had_gone_out()
    {
        _crossing.DestinationFaults.After(StoreOperation.Put);
        var gate = _crossing.DestinationFaults.Hold(StoreOperation.Put);
        var ended = new List<TransferOutcome>();
        using var stop = new CancellationTokenSource();

        var moving = _crossing.Engine.MoveAsync(_crossing.Context, [_crossing.Item("k")], (outcome, _) => ended.Add(outcome), stop.Token);
        await gate.Reached;
        await stop.CancelAsync();
        await moving;

        Assert.Equal((OutcomeKind.None, 1, (long)Size), (ended[0].Kind, ended[0].ObjectsSent, ended[0].BytesSent));
    }

    [Fact]
    public async Task What_earlier_attempts_told_is_part_of_the_outcome()
    {
        var outcome = await _crossing.MoveAsync(_crossing.Item("k") with { Attempts = new(new(1, Size + 5)) });

        Assert.Equal((OutcomeKind.Transferred, 2, (2L * Size) + 5), (outcome.Kind, outcome.ObjectsSent, outcome.BytesSent));
    }

    [Fact]
    public async Task What_an_earlier_attempt_told_and_is_found_equal_was_transferred()
    {
        _crossing.Destination.Seed("k", Content.Of(Size));

        var outcome = await _crossing.MoveAsync(_crossing.Item("k") with { Attempts = new(new(1, Size)) });

        Assert.Equal((OutcomeKind.Transferred, ProofKind.Md5, 1, (long)Size), (outcome.Kind, outcome.Proof, outcome.ObjectsSent, outcome.BytesSent));
        Assert.Equal(0, _crossing.Destination.Requests(StoreOperation.Put));
    }

    [Fact]
    public async Task What_a_killed_attempt_sent_and_is_found_equal_was_transferred_and_counts_once()
    {
        _crossing.Destination.Seed("k", Content.Of(Size));

        var outcome = await _crossing.MoveAsync(_crossing.Item("k") with { Attempts = new(default) { MayHaveSentMore = true } });

        Assert.Equal((OutcomeKind.Transferred, ProofKind.Md5, 1, (long)Size), (outcome.Kind, outcome.Proof, outcome.ObjectsSent, outcome.BytesSent));
        Assert.Equal(0, _crossing.Destination.Requests(StoreOperation.Put));
    }

    [Fact]
    public async Task What_a_killed_attempt_had_copied_inside_counts_as_that()
    {
        _crossing = new(isSameAccount: true);
        _crossing.Source.Seed("k", Content.Of(Size));
        _crossing.Destination.Seed("k", Content.Of(Size));

        var outcome = await _crossing.MoveAsync(_crossing.Item("k") with { Attempts = new(default) { MayHaveSentMore = true } });

        Assert.Equal((OutcomeKind.Transferred, 0, 0L, true), (outcome.Kind, outcome.ObjectsSent, outcome.BytesSent, outcome.CopiedInside));
    }

    [Fact]
    public async Task A_copy_inside_without_an_answer_may_have_been_made()
    {
        var crossing = new Crossing(isSameAccount: true);
        crossing.Source.Seed("k", Content.Of(Size));
        crossing.DestinationFaults.After(StoreOperation.Copy, StorageErrorKind.Credentials);

        var lost = await crossing.MoveAsync("k");
        crossing.Destination.Remove(Crossing.Key("k"));
        var made = await crossing.MoveAsync("k");

        Assert.Equal((true, false), (lost.MayHaveCopied, lost.CopiedInside));
        Assert.Equal((false, true), (made.MayHaveCopied, made.CopiedInside));
    }

    [Fact]
    public async Task What_was_there_before_the_killed_attempt_is_skipped()
    {
        _crossing.Destination.Seed("k", Content.Of(Size));
        var item = _crossing.Item("k");

        var outcome = await _crossing.MoveAsync(item with { Attempts = new(default) { MayHaveSentMore = true, Before = item.Destination } });

        Assert.Equal((OutcomeKind.Skipped, 0, 0L), (outcome.Kind, outcome.ObjectsSent, outcome.BytesSent));
    }

    [Fact]
    public async Task What_appeared_although_the_attempt_before_told_of_nothing_is_skipped()
    {
        _crossing.Destination.Seed("k", Content.Of(Size));

        var outcome = await _crossing.MoveAsync(_crossing.Item("k") with { Attempts = new(default) });

        Assert.Equal((OutcomeKind.Skipped, 0), (outcome.Kind, outcome.ObjectsSent));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_key_that_the_destination_can_never_hold_is_refused_before_anything_is_read(bool inParts)
    {
        var root = Directory.CreateTempSubdirectory("osstransfer-sent-");
        root.CreateSubdirectory("k");
        await using var disk = DiskStoreFactory.Create(new() { Root = root.FullName }, TimeProvider.System);
        var options = new TransferOptions { PartBytes = inParts ? 1000 : Size };
        var context = new TransferContext(_crossing.GuardedSource, new GuardedStore(disk, new() { Side = TransferSide.Destination }), options);
        var item = _crossing.Item("k");

        var outcome = inParts
            ? Assert.IsType<LargeObjectEvent.Ended>(
                await _crossing.Engine.Large(context, item).StartAsync(1, TestContext.Current.CancellationToken)).Outcome
            : (await _crossing.Engine.MoveAsync(context, [item], null, TestContext.Current.CancellationToken))[0];

        Assert.Equal((OutcomeKind.Failed, StorageErrorKind.InvalidKey), (outcome.Kind, outcome.Failure!.Kind));
        Assert.Equal((0, 0L, 0), (outcome.ObjectsSent, outcome.BytesSent, _crossing.Source.Requests(StoreOperation.Open)));
        Assert.Equal(["k"], root.EnumerateFileSystemInfos().Select(entry => entry.Name));
        root.Delete(recursive: true);
    }
}

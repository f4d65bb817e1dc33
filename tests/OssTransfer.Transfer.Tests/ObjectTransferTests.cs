using System.Security.Cryptography;
using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Tests;

public sealed class ObjectTransferTests
{
    private readonly Crossing _crossing = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(65536)]
    [InlineData(1_000_003)]
    public async Task A_plain_object_costs_one_get_and_one_put(int size)
    {
        var content = Content.Of(size);
        _crossing.Source.Seed("k", content, new() { ContentType = "text/x", CacheControl = "no-store", User = [new("a", "b")] });

        var outcome = await _crossing.MoveAsync("k");

        Assert.Equal((OutcomeKind.Transferred, ProofKind.Md5, false), (outcome.Kind, outcome.Proof, outcome.SourceUnproven));
        Assert.Equal(ContentDigest.Whole(MD5.HashData(content)), outcome.Digest);
        Assert.Equal((1, (long)size, (long)size), (outcome.ObjectsSent, outcome.BytesSent, outcome.Size));
        Assert.Equal(content, _crossing.Arrived("k"));
        Assert.Equal("no-store", _crossing.Destination.Find("k")!.Info.Metadata.CacheControl);
        Assert.Equal((1, 1), (_crossing.Source.Requests(), _crossing.Destination.Requests()));
        Assert.Equal((1, 1), (_crossing.Source.Requests(StoreOperation.Open), _crossing.Destination.Requests(StoreOperation.Put)));
    }

    [Fact]
    public async Task An_object_that_vanished_is_gone()
    {
        _crossing.Source.Seed("k", Content.Of(10));
        var item = _crossing.Item("k");
        _crossing.Source.Remove(Crossing.Key("k"));

        Assert.Equal(OutcomeKind.Gone, (await _crossing.MoveAsync(item)).Kind);
        Assert.Equal(0, _crossing.Destination.Requests());
    }

    [Fact]
    public async Task An_archived_object_needs_a_restore()
    {
        _crossing.Source.Seed("k", Content.Of(10));
        _crossing.SourceFaults.Before(StoreOperation.Open, StorageErrorKind.NeedsRestore);

        Assert.Equal(OutcomeKind.NeedsRestore, (await _crossing.MoveAsync("k")).Kind);
    }

    [Fact]
    public async Task A_source_that_changed_since_it_was_listed_is_moved_as_it_is_now()
    {
        _crossing.Source.Seed("k", Content.Of(10));
        var item = _crossing.Item("k");
        var now = Content.Of(20, seed: 2);
        _crossing.Source.Seed("k", now);

        var outcome = await _crossing.MoveAsync(item);

        Assert.Equal((OutcomeKind.Transferred, 20L), (outcome.Kind, outcome.Size));
        Assert.Equal(_crossing.Source.Find("k")!.Info.ETag, outcome.Source?.ETag);
        Assert.Equal(now, _crossing.Arrived("k"));
    }

    [Fact]
    public async Task A_source_that_never_holds_still_fails_after_three_readings()
    {
        _crossing.Source.Seed("k", Content.Of(10));
        _crossing.SourceFaults.Before(StoreOperation.Open, StorageErrorKind.SourceChanged, times: FaultyStore.Always);

        var outcome = await _crossing.MoveAsync("k");

        Assert.Equal((OutcomeKind.Failed, TransferSide.Source, StorageErrorKind.SourceChanged), (outcome.Kind, outcome.Failure!.Side, outcome.Failure.Kind));
        Assert.Contains("3 times", outcome.Failure.Reason, StringComparison.Ordinal);
        Assert.Null(_crossing.Arrived("k"));
    }
}

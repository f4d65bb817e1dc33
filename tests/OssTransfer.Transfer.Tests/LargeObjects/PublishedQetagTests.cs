using System.Text.Json;
using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.Hashing;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Tests.LargeObjects;

/// <summary>A source that publishes a digest of 4 MiB blocks: it is made of the parts while they go by.</summary>
public sealed class PublishedQetagTests
{
    private const int Mib = 1 << 20;
    private static readonly ObjectKey Key = ObjectKey.From("k");

    [Theory]
    [InlineData((4 * Mib) + 1, 8)]
    [InlineData(8 * Mib, 8)]
    [InlineData((13 * Mib) + 7, 8)]
    [InlineData((13 * Mib) + 7, 96)]
    public async Task A_large_object_is_held_against_it(int size, int memoryMib)
    {
        var crossing = Seeded(size, memoryMib);

        var outcome = await new LargeObjectDriver(crossing).MoveAsync(crossing.Item("k"));

        Assert.Equal((OutcomeKind.Transferred, false, 4L * Mib), (outcome.Kind, outcome.SourceUnproven, outcome.Digest!.Value.PartBytes));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(96)]
    public async Task A_large_object_that_arrives_damaged_is_never_completed(int memoryMib)
    {
        var crossing = Seeded(9 * Mib, memoryMib);
        crossing.Source.Rot(Key);

        var outcome = await new LargeObjectDriver(crossing).MoveAsync(crossing.Item("k"));

        Assert.Equal((OutcomeKind.Failed, TransferSide.Source, StorageErrorKind.Damaged), (outcome.Kind, outcome.Failure!.Side, outcome.Failure.Kind));
        Assert.Equal((0, 0, null), (crossing.Destination.Requests(StoreOperation.Complete), crossing.Destination.PendingUploads, crossing.Arrived("k")));
    }

    [Fact]
    public async Task What_was_read_before_a_restart_still_counts()
    {
        var crossing = Seeded(13 * Mib, 96);
        var item = crossing.Item("k");
        var transfer = crossing.Engine.Large(crossing.Context, item);
        var token = TestContext.Current.CancellationToken;
        var state = LargeObjectPlan.Apply(new(), await transfer.StartAsync(1, token));
        state = LargeObjectPlan.Apply(state, new LargeObjectEvent.PartsTried(1, await transfer.MovePartsAsync(state.Upload!, [4, 2], token)));

        var stored = JsonSerializer.Deserialize<LargeObjectState>(JsonSerializer.SerializeToUtf8Bytes(state));
        var outcome = await new LargeObjectDriver(crossing).MoveAsync(item, stored);

        Assert.Equal((OutcomeKind.Transferred, false, 13L * Mib), (outcome.Kind, outcome.SourceUnproven, outcome.BytesSent));
    }

    [Fact]
    public async Task An_object_too_large_for_memory_in_one_request_is_held_against_it_before_its_last_byte()
    {
        var crossing = Seeded(9 * Mib, 8, hasMultipart: false);
        var sound = await crossing.MoveAsync("k");
        crossing.Source.Rot(Key);
        crossing.Destination.Remove(Key);

        var damaged = await crossing.MoveAsync("k");

        Assert.Equal((OutcomeKind.Transferred, false), (sound.Kind, sound.SourceUnproven));
        Assert.Equal((OutcomeKind.Failed, StorageErrorKind.Damaged, null), (damaged.Kind, damaged.Failure!.Kind, crossing.Arrived("k")));
    }

    [Fact]
    public void Blocks_give_the_same_however_they_arrive()
    {
        var content = Content.Of((9 * Mib) + 3);
        using var blocks = new QetagBlocks();
        foreach (var piece in content.Chunk(777_777))
        {
            blocks.Append(piece);
        }

        Assert.Equal(Qetag.Hash(content), Qetag.OfBlocks(blocks.Finish()));
    }

    private static Crossing Seeded(int size, int memoryMib, bool hasMultipart = true)
    {
        var opaque = MemoryStore.DefaultTraits with { ETag = ETagMeaning.Opaque };
        var crossing = new Crossing(source: opaque, engine: new() { MemoryBytes = memoryMib * Mib }, hasMultipart: hasMultipart)
        {
            Options = new() { PartBytes = 3 * Mib },
        };
        var content = Content.Of(size);
        crossing.Source.Seed(Key, content);
        crossing.Source.Publish(Key, new PublishedDigest(DigestKind.Qetag, Qetag.Hash(content)));
        return crossing;
    }
}

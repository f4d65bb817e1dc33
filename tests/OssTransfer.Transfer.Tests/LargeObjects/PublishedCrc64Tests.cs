using System.Text.Json;
using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.Hashing;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Tests.LargeObjects;

/// <summary>A source that publishes a CRC: those of the parts are made while they go by, and combined.</summary>
public sealed class PublishedCrc64Tests
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

        Assert.Equal((OutcomeKind.Transferred, false), (outcome.Kind, outcome.SourceUnproven));
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

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(1, 1)]
    [InlineData(1000, 77_777)]
    [InlineData(77_777, 1000)]
    public void Two_slices_combine_to_the_whole(int first, int second)
    {
        var content = Content.Of(first + second);
        var crcs = (First: Crc64Xz.Append(Crc64Xz.Empty, content.AsSpan(0, first)), Second: Crc64Xz.Append(Crc64Xz.Empty, content.AsSpan(first)));

        Assert.Equal(Crc64Xz.Append(Crc64Xz.Empty, content), Crc64Xz.Combine(crcs.First, crcs.Second, second));
        Assert.Equal(Crc64Xz.Append(Crc64Xz.Empty, content), Crc64Xz.Append(crcs.First, content.AsSpan(first)));
    }

    [Fact]
    public void A_slice_of_terabytes_combines_without_its_bytes() =>
        Assert.Equal(Crc64Xz.Combine(7, Crc64Xz.Combine(9, 11, 1L << 40), 2L << 40), Crc64Xz.Combine(Crc64Xz.Combine(7, 9, 1L << 40), 11, 1L << 40));

    private static Crossing Seeded(int size, int memoryMib, bool hasMultipart = true)
    {
        var opaque = MemoryStore.DefaultTraits with { ETag = ETagMeaning.Opaque };
        var crossing = new Crossing(source: opaque, engine: new() { MemoryBytes = memoryMib * Mib }, hasMultipart: hasMultipart)
        {
            Options = new() { PartBytes = 3 * Mib },
        };
        var content = Content.Of(size);
        crossing.Source.Seed(Key, content);
        crossing.Source.Publish(Key, new PublishedDigest(DigestKind.Crc64, Crc64Xz.Hash(content)));
        return crossing;
    }
}

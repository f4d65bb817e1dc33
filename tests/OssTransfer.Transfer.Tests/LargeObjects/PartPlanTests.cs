using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.LargeObjects;

namespace OssTransfer.Transfer.Tests.LargeObjects;

public sealed class PartPlanTests
{
    private const long Mib = 1 << 20;
    private static readonly StoreTraits Aws = MemoryStore.DefaultTraits with { MinPartBytes = 5 * Mib };

    [Theory]
    [InlineData(17 * Mib, 16 * Mib, 16 * Mib)]
    [InlineData(160_000 * Mib, 16 * Mib, 16 * Mib)]
    [InlineData((160_000 * Mib) + 1, 16 * Mib, 17 * Mib)]
    [InlineData(5L << 40, 16 * Mib, 525 * Mib)]
    [InlineData(17 * Mib, Mib, 5 * Mib)]
    [InlineData(null, 16 * Mib, 16 * Mib)]
    [InlineData((5L << 30) * 10_000, 16 * Mib, 5L << 30)]
    public void Parts_are_as_asked_and_grow_where_there_would_be_too_many(long? size, long wanted, long expected) =>
        Assert.Equal(expected, PartPlan.PartBytes(size, wanted, Aws, []));

    [Theory]
    [InlineData(17 * Mib, 16 * Mib, 16 * Mib)]
    [InlineData(17 * Mib, 5 * Mib, 8 * Mib)]
    [InlineData((160_000 * Mib) + 1, 16 * Mib, 20 * Mib)]
    public void Parts_hold_whole_blocks_where_the_source_publishes_a_digest_of_blocks(long size, long wanted, long expected) =>
        Assert.Equal(expected, PartPlan.PartBytes(size, wanted, Aws, [new(DigestKind.Qetag, new byte[21])]));

    [Fact]
    public void What_no_parts_can_hold_has_no_size() => Assert.Null(PartPlan.PartBytes(((5L << 30) * 10_000) + 1, 16 * Mib, Aws, []));

    [Theory]
    [InlineData(1, 16 * Mib)]
    [InlineData(1000, 16 * Mib)]
    [InlineData(1001, 32 * Mib)]
    [InlineData(2001, 64 * Mib)]
    [InlineData(9999, 128 * Mib)]
    public void Parts_of_an_unknown_length_double_every_thousand(int number, long expected) =>
        Assert.Equal(expected, PartPlan.GrowingPartBytes(number, 16 * Mib, 130 * Mib, Aws));

    [Fact]
    public void Parts_stay_equal_where_the_store_wants_them_so() =>
        Assert.Equal(16 * Mib, PartPlan.GrowingPartBytes(5000, 16 * Mib, 130 * Mib, Aws with { UnequalParts = false }));
}

using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.Planning;

public sealed class ShardCutterTests
{
    // What the default bytes of a manifest hold of these keys.
    private const int Full = 1_490;

    [Fact]
    public void Few_large_objects_are_work_for_many_machines() =>
        Assert.Equal(Enumerable.Repeat(4, 8), Cut(32, 64 << 20));

    [Fact]
    public void A_few_thousand_objects_are_work_for_many_workers() => Assert.Equal([250, 281, 312, 343, 375, 406, 437, 468, 128], Cut(3_000, 1));

    [Fact]
    public void No_shard_is_much_of_the_whole_and_many_objects_are_few_shards()
    {
        var shards = Cut(1_000_000, 1);

        Assert.InRange(shards.Count, 680, 700);
        Assert.Equal(Full, shards.Max());
        var planned = 0;
        foreach (var shard in shards)
        {
            Assert.True(shard <= 250 + (planned / 7), $"{shard} objects after {planned}");
            planned += shard;
        }
    }

    [Fact]
    public void A_listing_that_goes_on_cuts_as_if_it_had_not_stopped() => Assert.Equal(Cut(100_000, 1)[40..45], Cut(20_000, 1, planned: 40)[..5]);

    [Fact]
    public void What_needs_no_work_makes_no_shards_small() => Assert.Equal([Full, Full, Full, 5_000 - (3 * Full)], Cut(5_000, 1, EntryAction.Keep));

    /// <summary>How many objects each shard has.</summary>
    private static List<int> Cut(int objects, long size, EntryAction action = EntryAction.Send, int planned = 0)
    {
        var cutter = new ShardCutter(new(), planned, tellsEnded: false);
        var shards = new List<int>();
        for (var i = 0; i < objects; i++)
        {
            var key = ObjectKey.From($"{i:d7}");
            cutter.Add(new(key, new(key, action, new(size, null, null))));
            if (cutter.IsFull)
            {
                Drain();
            }
        }

        Drain();
        return shards;

        void Drain() => shards.AddRange(cutter.Drain().Select(segment => segment.Manifest!.Entries.Count));
    }
}

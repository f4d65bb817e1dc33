using FsCheck.Xunit;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Tests.Shards;

public sealed class RangeSetTests
{
    [Property(MaxTest = 500)]
    public void A_range_set_holds_what_a_hash_set_holds(byte[]? numbers)
    {
        var (set, model) = (RangeSet.Empty, new HashSet<int>());
        foreach (var number in numbers ?? [])
        {
            set = set.Add(number % 64);
            model.Add(number % 64);
        }

        Assert.Equal(model.Count, set.Count);
        Assert.All(Enumerable.Range(-1, 66), number => Assert.Equal(model.Contains(number), set.Contains(number)));
        Assert.All(Enumerable.Range(0, 65), from => Assert.Equal(Enumerable.Range(from, 66).First(number => !model.Contains(number)), set.FirstMissing(from)));
        Assert.Equal(set, RangeSet.FromPairs(set.ToPairs()));
        Assert.Equal(set.ToPairs().Order().Distinct().Count(), set.ToPairs().Distinct().Count());
        Assert.All(
            set.ToPairs().Chunk(2).Zip(set.ToPairs().Chunk(2).Skip(1)), pair => Assert.True(pair.First[1] + 1 < pair.Second[0], "neighbours are one range"));
    }

    [Fact]
    public void A_number_that_is_there_gives_the_same_set()
    {
        var set = RangeSet.Empty.Add(3);

        Assert.Same(set, set.Add(3));
    }
}

using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Tests.Shards;

public sealed class ShardSetTests
{
    [Fact]
    public void It_holds_what_was_added_and_nothing_else()
    {
        var set = ShardSet.Empty.Add(0).Add(63).Add(64).Add(1000).Add(5, 3);

        Assert.Equal([0, 5, 6, 7, 63, 64, 1000], set.Numbers(0, int.MaxValue - 1));
        Assert.Equal([6, 7, 63], set.Numbers(6, 64));
        Assert.False(set.Contains(999));
        Assert.Equal([0, 2, 5, 6, 7, 63, 64, 1000], set.Union(ShardSet.Empty.Add(2)).Numbers(0, 2000));
    }

    [Fact]
    public void However_many_shards_there_are_it_stays_small_and_forgets_none()
    {
        int[] numbers = [0, 4711, 131_071, 131_072, 1_000_000, 50_000_000];

        var set = numbers.Aggregate(ShardSet.Empty, (all, number) => all.Add(number));
        var other = ShardSet.Empty.Add(3);

        Assert.All(numbers, number => Assert.True(set.Contains(number)));
        Assert.All(numbers, number => Assert.True(other.Union(set).Contains(number)));
        Assert.True(set.Union(other).Contains(3));
        Assert.True(set.Words.Length <= ShardSet.MostBits / 64, $"It has {set.Words.Length} words.");
        Assert.InRange(set.Numbers(0, 60_000_000).Count(), numbers.Length, numbers.Length * set.Width);
    }

    [Fact]
    public void It_is_stored_with_the_job_in_few_bytes()
    {
        var state = Runs.Jobs.Running();
        var set = Enumerable.Range(0, 1000).Aggregate(ShardSet.Empty, (all, i) => all.Add(i * 100));
        var stored = JobStateCodec.Encode(state with { Run = state.Run! with { Flawed = state.Run.Flawed.Add("destination-denied", set) } });

        var read = JobStateCodec.Decode(stored).Run!.Flawed["destination-denied"];

        Assert.Equal(set.Numbers(0, 200_000), read.Numbers(0, 200_000));
        Assert.InRange(stored.Length - JobStateCodec.Encode(state).Length, 1, 8000);
    }

    [Fact]
    public void Stored_bytes_that_are_no_set_are_refused() => Assert.Throws<InvalidDataException>(() => ShardSet.From(3, [1]));
}

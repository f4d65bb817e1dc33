using OssTransfer.Grains.Workers.Pulling;

namespace OssTransfer.Grains.Tests.Workers.Pulling;

public sealed class WorkersPerJobTests
{
    private readonly WorkersPerJob _workers = new();

    [Fact]
    public void Jobs_with_fewer_workers_come_first_and_equal_ones_as_they_came()
    {
        _workers.Take("huge");
        _workers.Take("huge");
        _workers.Take("middle");

        Assert.Equal(["new", "other", "middle", "huge"], _workers.Order(["huge", "new", "middle", "other"]));
    }

    [Fact]
    public void A_worker_that_left_counts_no_more_and_leaves_once()
    {
        var turn = _workers.Take("a");
        _workers.Take("b");
        _workers.Take("a");

        turn.Dispose();
        turn.Dispose();

        Assert.Equal(["a", "b"], _workers.Order(["a", "b"]));
        Assert.Equal(["b", "a"], _workers.Order(["b", "a"]));
    }

    [Fact]
    public void Two_jobs_that_always_have_work_get_half_of_the_workers_each()
    {
        var taken = Enumerable.Range(0, 10).Select(_ => _workers.Order(["a", "b"])[0]).Select(job => (job, _workers.Take(job))).ToArray();

        Assert.Equal(5, taken.Count(turn => turn.job == "a"));
    }
}

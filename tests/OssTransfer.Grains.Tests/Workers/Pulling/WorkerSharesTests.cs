using OssTransfer.Grains.Workers.Pulling;

namespace OssTransfer.Grains.Tests.Workers.Pulling;

public sealed class WorkerSharesTests
{
    private readonly WorkerShares _shares = new();

    [Fact]
    public void Jobs_with_fewer_workers_come_first_and_equal_ones_as_they_came()
    {
        _shares.Take("huge");
        _shares.Take("huge");
        _shares.Take("middle");

        Assert.Equal(["new", "other", "middle", "huge"], _shares.Order(["huge", "new", "middle", "other"]));
    }

    [Fact]
    public void A_worker_that_left_counts_no_more_and_leaves_once()
    {
        var share = _shares.Take("a");
        _shares.Take("b");
        _shares.Take("a");

        share.Dispose();
        share.Dispose();

        Assert.Equal(["a", "b"], _shares.Order(["a", "b"]));
        Assert.Equal(["b", "a"], _shares.Order(["b", "a"]));
    }

    [Fact]
    public void Two_jobs_that_always_have_work_get_half_of_the_workers_each()
    {
        var taken = Enumerable.Range(0, 10).Select(_ => _shares.Order(["a", "b"])[0]).Select(job => (job, _shares.Take(job))).ToArray();

        Assert.Equal(5, taken.Count(share => share.job == "a"));
    }
}

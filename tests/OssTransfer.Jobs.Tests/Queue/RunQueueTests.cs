using OssTransfer.Jobs.Queue;

namespace OssTransfer.Jobs.Tests.Queue;

public sealed class RunQueueTests
{
    private static readonly RunQueue ThreeReady = RunQueue.Empty.Notify("a", JobNeed.Turn).Notify("b", JobNeed.Turn).Notify("c", JobNeed.Turn);

    [Fact]
    public void First_come_is_first_served()
    {
        Assert.Equal(["a", "b"], ThreeReady.Candidates(2));
        Assert.Equal([0, 0, 1], Places(ThreeReady, 2));
    }

    [Fact]
    public void A_job_whose_turn_has_not_come_gets_no_master()
    {
        Assert.NotNull(ThreeReady.Start("b", 2));
        Assert.Null(ThreeReady.Start("c", 2));
        Assert.Null(ThreeReady.Start("unknown", 2));
    }

    [Fact]
    public void A_master_counts_although_its_job_became_active_later()
    {
        var queue = ThreeReady.Start("b", 2)!.Start("a", 2)!.Notify("a", JobNeed.None).Notify("a", JobNeed.Turn);

        Assert.Equal(["b", "c"], queue.Candidates(2));
        Assert.Equal([1, 0, 0], Places(queue, 2));
    }

    [Fact]
    public void With_a_lower_limit_those_that_run_go_on_and_none_starts()
    {
        var running = ThreeReady.Start("a", 2)!.Start("b", 2)!;

        Assert.Equal(["a", "b"], running.Candidates(1));
        Assert.Null(running.Start("c", 1));
        Assert.Null(running.Notify("a", JobNeed.None).Start("c", 1));
        Assert.NotNull(running.Notify("a", JobNeed.None).Notify("b", JobNeed.None).Start("c", 1));
    }

    [Fact]
    public void With_a_higher_limit_the_next_ones_start_in_their_order()
    {
        var running = ThreeReady.Start("a", 1)!;

        Assert.Equal([0, 1, 2], Places(running, 1));
        Assert.Equal(["a", "b"], running.Candidates(2));
        Assert.Equal([0, 0, 1], Places(running, 2));
    }

    [Fact]
    public void What_is_ending_needs_workers_but_no_master()
    {
        var queue = ThreeReady.Start("a", 1)!.Notify("a", JobNeed.Ending).Notify("c", JobNeed.Ending);

        Assert.Equal(["a", "b", "c"], queue.Candidates(1));
        Assert.Equal([0, 0, 0], Places(queue, 1));
    }

    [Fact]
    public void Asking_again_changes_nothing()
    {
        var running = ThreeReady.Start("a", 1)!;

        Assert.Same(running, running.Start("a", 1));
        Assert.Same(running, running.Notify("b", JobNeed.Turn));
        Assert.Same(running, running.Notify("unknown", JobNeed.None));
    }

    [Fact]
    public void A_job_keeps_its_place_when_its_need_changes()
    {
        var queue = ThreeReady.Start("a", 1)!.Notify("a", JobNeed.Turn);

        Assert.Equal(["a", "b", "c"], queue.Jobs.Select(job => job.JobId));
        Assert.Equal(["a"], queue.Candidates(1));
    }

    private static int[] Places(RunQueue queue, int limit) => [.. "abc".Select(job => queue.Places(limit).GetValueOrDefault($"{job}"))];
}

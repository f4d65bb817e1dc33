using OssTransfer.Contracts;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Tests.Jobs;

/// <summary>A source that lists in an order of its own, as a job's master sees it.</summary>
public sealed class SortedListTests
{
    [Theory]
    [InlineData("any")]
    [InlineData("bytes")]
    public async Task List_shard_stays_with_the_silo_that_sorted_the_listing_while_that_works_for_the_job(string order)
    {
        var world = new JobWorld { Options = JobWorld.Alone with { IsAlone = false } };
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob($"src-list-order: {order}\ndes-machines: all", source: JobWorld.FromStore), "c1");
        var list = (await JobWorld.PullAsync(job)).Ticket!;
        await world.ListAsync(job, list, isDone: false, isSorted: order == "any");
        var move = (await JobWorld.PullAsync(job)).Ticket!;
        await JobWorld.ReturnAsync(job, list, isFinished: false);

        var toOther = (await JobWorld.PullAsync(job, "other@1")).Ticket;
        Assert.Equal(order == "any" ? null : ShardKind.List, toOther?.Shard.Kind);
        if (toOther is null)
        {
            // It has nothing of the job any more, and so has no listing.
            await JobWorld.ReturnAsync(job, move, isFinished: false);
            Assert.Equal(ShardKind.List, (await JobWorld.PullAsync(job, "other@1")).Ticket!.Shard.Kind);
        }
    }

    [Fact]
    public async Task Silo_that_is_busy_keeps_the_list_shard_from_others_for_a_minute_only()
    {
        var world = new JobWorld { Options = JobWorld.Alone with { IsAlone = false } };
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob("src-list-order: any\ndes-machines: all", source: JobWorld.FromStore), "c1");
        var list = (await JobWorld.PullAsync(job)).Ticket!;
        await world.ListAsync(job, list, isDone: false, isSorted: true);
        var move = (await JobWorld.PullAsync(job)).Ticket!;
        await JobWorld.ReturnAsync(job, list, isFinished: false);

        var refused = 0;
        ShardTicket? taken;
        while ((taken = (await JobWorld.PullAsync(job, "other@1")).Ticket) is null && refused++ < 100)
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            await job.Master.RenewAsync(new("silo@1", [move], 0, 0) { Incarnation = 7 });
        }

        Assert.Equal((ShardKind.List, 60), (taken!.Shard.Kind, refused));
    }

    [Theory]
    [InlineData("any", "bytes", true)]
    [InlineData("bytes", "any", true)]
    [InlineData("any", "any", false)]
    public async Task Run_that_has_listed_in_another_order_does_not_go_on(string before, string after, bool refused)
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob($"src-list-order: {before}", source: JobWorld.FromStore), "c1");
        var list = (await JobWorld.PullAsync(job)).Ticket!;
        await world.ListAsync(job, list, isDone: false, isSorted: before == "any");
        await JobWorld.ReturnAsync(job, list, isFinished: false);
        await job.Commands.CommandAsync("pause", "c2");
        await job.Commands.EditAsync(JobWorld.NewJob($"src-list-order: {after}", source: JobWorld.FromStore), "c3");

        var answer = await job.Commands.CommandAsync("continue", "c4");

        Assert.Equal(refused ? ExitCode.NotAllowed : ExitCode.Done, answer.Code);
        Assert.Equal(refused, answer.Message?.Contains("' lists from the beginning", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Listing_that_is_sorted_shows_until_it_is_over_or_its_silo_is_silent()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob("src-list-order: any", source: JobWorld.FromStore), "c1");
        var list = (await JobWorld.PullAsync(job)).Ticket!;
        Task RenewAsync(ListingSort? sort) => job.Master.RenewAsync(new("silo@1", [list], 0, 0) { Incarnation = 7, Sort = sort });

        await RenewAsync(new(TransferSide.Source, 1_234_000));
        Assert.Equal(
            "the source's listing is read to its end and sorted before it is used: 1,234,000 keys so far", (await JobWorld.ShowAsync(job)).Reason);
        await RenewAsync(null);
        Assert.Null((await JobWorld.ShowAsync(job)).Reason);
        await RenewAsync(new(TransferSide.Destination, 5));
        world.Time.Advance(TimeSpan.FromSeconds(11));
        Assert.Null((await JobWorld.ShowAsync(job)).Reason);
    }
}

using OssTransfer.Contracts;
using OssTransfer.Grains.Jobs;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Notices;
using OssTransfer.Jobs.Queue;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Tests.Jobs;

/// <summary>What a job hands to the outbox.</summary>
public sealed class JobNoticesTests
{
    [Fact]
    public async Task First_pass_is_told_once_with_its_numbers()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();

        await RunAsync(world, job);
        await job.Master.TickAsync();

        var notice = Assert.Single(world.Told);
        Assert.Equal((NoticeCause.FirstPass, "j", 1, "done", (ExitCode?)ExitCode.Done), (notice.Cause, notice.JobId, notice.Run, notice.State, notice.Code));
        Assert.Equal((2L, 2L), (notice.Numbers!.Listed, notice.Numbers.Transferred));
        Assert.Equal(JobCondition.Ok, world.Stored!.Notified!.Condition);
        Assert.Empty(world.Reminders.Due);
    }

    [Fact]
    public async Task What_the_outbox_does_not_take_is_told_at_the_reminder_under_the_same_name()
    {
        var world = new JobWorld { CannotTell = true };
        var job = await world.ActivateAsync();
        await RunAsync(world, job);
        Assert.Equal(("done", true), ((await JobWorld.ShowAsync(job)).State, world.Reminders.Due.ContainsKey("watch")));
        Assert.Equal((JobNeed.None, null), (world.Registry.Need, world.Stored!.Notified));

        world.CannotTell = false;
        var next = await world.ActivateAsync();
        await next.Master.TickAsync();

        Assert.Equal(NoticeCause.FirstPass, Assert.Single(world.Told).Cause);
        Assert.Empty(world.Reminders.Due);
    }

    [Fact]
    public async Task Job_that_is_settled_has_told_what_there_is_to_tell()
    {
        var world = new JobWorld { CannotTell = true };
        var job = await world.ActivateAsync();
        await RunAsync(world, job);
        world.CannotTell = false;

        await job.SettleAsync();
        await job.SettleAsync();

        Assert.Equal(NoticeCause.FirstPass, Assert.Single(world.Told).Cause);
        Assert.NotNull(world.Stored!.Notified);
    }

    [Fact]
    public async Task Crash_between_telling_and_noting_tells_the_same_again()
    {
        var world = new JobWorld();
        await RunAsync(world, await world.ActivateAsync());
        var crashed = world.Stored! with { Notified = null };
        await new MemoryRow(world.Database) { State = new() { State = JobStateCodec.Encode(crashed) } }.WriteStateAsync();

        await (await world.ActivateAsync()).Master.TickAsync();

        Assert.Equal(2, world.Told.Count);
        Assert.Single(world.Told.Select(notice => notice.Id).Distinct());
    }

    [Fact]
    public async Task Pause_by_the_system_is_told_and_one_by_the_user_is_not()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob(), "c1");
        await job.Commands.CommandAsync("pause", "c2");
        Assert.Empty(world.Told);
        await job.Commands.CommandAsync("continue", "c3");
        var list = (await JobWorld.PullAsync(job)).Ticket!;

        await job.Master.ReturnAsync(
            new("silo@1", list, IsFinished: false) { Incarnation = 7, Pause = new("the key was revoked", ExitCode.Stopped) });

        var notice = Assert.Single(world.Told);
        Assert.Equal((NoticeCause.Paused, "paused"), (notice.Cause, notice.State));
        Assert.Contains("the key was revoked", notice.Reason, StringComparison.Ordinal);
    }

    private static async Task RunAsync(JobWorld world, JobControl job)
    {
        await job.Commands.AddAsync(JobWorld.NewJob("check-time: never"), "c1");
        var list = (await JobWorld.PullAsync(job)).Ticket!;
        await world.ListAsync(job, list);
        await JobWorld.ReturnAsync(job, list);
        var move = (await JobWorld.PullAsync(job)).Ticket!;
        world.Shards.Checkpoint(move.Shard, JobWorld.Moved, ends: true);
        await JobWorld.ReturnAsync(job, move);
        var report = (await JobWorld.PullAsync(job)).Ticket!;
        Assert.Equal(ShardKind.Report, report.Shard.Kind);
        await JobWorld.ReturnAsync(job, report);
    }
}

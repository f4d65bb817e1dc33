using OssTransfer.Contracts;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Masters;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Tests.Jobs;

/// <summary>A job's master, driven without a silo.</summary>
public sealed class JobMasterTests
{
    [Fact]
    public async Task Run_goes_from_listing_over_moving_checking_and_reporting_to_its_end()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();

        var added = await job.Commands.AddAsync(JobWorld.NewJob("check-time: now"), "c1");
        Assert.Equal((ExitCode.Done, "ready"), (added.Code, added.State));
        Assert.Equal((MasterNeed.Turn, true), (world.Directory.Need, world.Reminders.Due.ContainsKey("watch")));

        // List.
        var list = (await JobWorld.PullAsync(job)).Ticket!;
        Assert.Equal((1, ShardKind.List, 1), (list.Run, list.Shard.Kind, list.Attempt));
        Assert.Equal((MasterNeed.Turn, JobStatus.Running), (world.Directory.Need, world.Stored!.Status));
        Assert.True(await world.ListAsync(job, list));
        await JobWorld.ReturnAsync(job, list);
        Assert.Equal(MasterNeed.Master, world.Directory.Need);

        // Move: what is durable in a shard shows before it comes back.
        var pulled = await JobWorld.PullAsync(job);
        var move = pulled.Ticket!;
        Assert.Equal((ShardKind.Move, 1, ShardManifest.DigestOf(JobWorld.Manifest)), (move.Shard.Kind, move.Attempt, move.Digest));
        Assert.Null(pulled.Job!.State);
        Assert.Null((await JobWorld.PullAsync(job, "other@1")).Ticket);
        world.Shards.Checkpoint(move.Shard, JobWorld.Moved, ends: true);
        Assert.Equal(2, (await JobWorld.ReportAsync(job)).Objects.Transferred);
        Assert.Equal(0, world.Stored!.Run!.Moved.Total);
        await JobWorld.ReturnAsync(job, move);
        Assert.Equal(2, world.Stored!.Run!.Moved.Total);

        // Check.
        var check = (await JobWorld.PullAsync(job)).Ticket!;
        Assert.Equal(ShardKind.Check, check.Shard.Kind);
        await JobWorld.ReturnAsync(job, check, check: new(2, 0, 30, 0));

        // Report.
        var report = (await JobWorld.PullAsync(job)).Ticket!;
        Assert.Equal(ShardKind.Report, report.Shard.Kind);
        await JobWorld.ReturnAsync(job, report);

        // End.
        var shown = await JobWorld.ReportAsync(job);
        Assert.Equal(("done", (ExitCode?)ExitCode.Done, 2L, 2L), (shown.State, shown.ExitCode, shown.Objects.Listed, shown.Objects.Transferred));
        Assert.Equal(2, shown.Check!.Objects);
        Assert.Equal(JobStatus.Done, world.Stored!.Status);
        Assert.Equal(MasterNeed.None, world.Directory.Need);
        Assert.Empty(world.Reminders.Due);
        Assert.Null((await JobWorld.PullAsync(job)).Ticket);
        Assert.Equal(0, world.Deactivated);
    }

    [Fact]
    public async Task New_activation_hands_nothing_out_for_a_lease_and_its_word_counts_from_its_first_write()
    {
        var world = new JobWorld { Options = JobWorld.Alone with { IsAlone = false } };
        var old = await world.ActivateAsync();
        await old.Commands.AddAsync(JobWorld.NewJob("src-machines: all\ndes-machines: all"), "c1");
        var list = (await JobWorld.PullAsync(old)).Ticket!;

        var job = await world.ActivateAsync();

        Assert.Null((await JobWorld.PullAsync(job)).Ticket);
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.ListAsync(old, list));
        Assert.Equal(1, world.Deactivated);
        world.Time.Advance(world.Options.Lease);
        var again = (await JobWorld.PullAsync(job)).Ticket!;
        Assert.Equal((list.Shard, list.Attempt + 1), (again.Shard, again.Attempt));
        Assert.False(await world.ListAsync(job, list));
        Assert.True(await world.ListAsync(job, again));
    }

    [Fact]
    public async Task A_listing_report_is_durable_before_it_is_answered()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob(), "c1");
        var list = (await JobWorld.PullAsync(job)).Ticket!;

        Assert.True(await world.ListAsync(job, list, TimeSpan.FromMinutes(10)));

        Assert.Equal(JobWorld.Keys[^1], world.Stored!.Run!.List.Through);
        Assert.Equal([0], world.Stored.Run.Open.Keys);
    }

    [Fact]
    public async Task A_shard_is_taken_at_the_time_of_the_destinations_clock_as_the_listing_told_it()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob(), "c1");
        var list = (await JobWorld.PullAsync(job)).Ticket!;
        await world.ListAsync(job, list, TimeSpan.FromMinutes(10));

        // While the list shard is still worked on.
        var move = (await JobWorld.PullAsync(job, "other@1")).Ticket!;

        Assert.Equal((world.Time.GetUtcNow() + TimeSpan.FromMinutes(10)).UtcTicks, world.Shards.TakenTicks[move.Shard]);
    }

    [Fact]
    public async Task A_destination_that_tells_no_time_gives_none_to_compare_with()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob(), "c1");
        await world.ListAsync(job, (await JobWorld.PullAsync(job)).Ticket!);

        var move = (await JobWorld.PullAsync(job, "other@1")).Ticket!;

        Assert.Equal(0, world.Shards.TakenTicks[move.Shard]);
    }

    [Fact]
    public async Task What_was_planned_before_a_pause_is_looked_up_again_after_it()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob(), "c1");
        var list = (await JobWorld.PullAsync(job)).Ticket!;
        await world.ListAsync(job, list);
        await JobWorld.ReturnAsync(job, list);

        await job.Commands.CommandAsync("pause", "c2");
        await job.Commands.CommandAsync("continue", "c3");
        var pulled = await JobWorld.PullAsync(job);

        Assert.Equal((ShardKind.Move, 1, true), (pulled.Ticket!.Shard.Kind, pulled.Ticket.Attempt, pulled.Job!.LooksAgain));
    }

    [Fact]
    public async Task What_was_planned_a_moment_ago_is_not_looked_up_again()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob(), "c1");
        await world.ListAsync(job, (await JobWorld.PullAsync(job)).Ticket!);

        Assert.False((await JobWorld.PullAsync(job, "other@1")).Job!.LooksAgain);
    }

    [Fact]
    public async Task Removed_job_leaves_no_row_no_reminder_and_no_place_in_the_directory()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob(), "c1");
        var list = (await JobWorld.PullAsync(job)).Ticket!;
        await world.ListAsync(job, list);
        await JobWorld.ReturnAsync(job, list);

        Assert.Equal("removing", (await job.Commands.CommandAsync("rm", "c2")).State);
        var cleanup = (await JobWorld.PullAsync(job)).Ticket!;
        Assert.Equal(ShardKind.Cleanup, cleanup.Shard.Kind);
        await JobWorld.ReturnAsync(job, cleanup);
        while (world.Stored is not null)
        {
            await world.TurnTimersAsync();
        }

        Assert.Empty(world.Shards.Stored);
        Assert.Null(world.Directory.Need);
        Assert.Empty(world.Reminders.Due);
        Assert.Equal(1, world.Deactivated);
    }
}

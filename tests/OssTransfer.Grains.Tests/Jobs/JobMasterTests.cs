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
        Assert.Equal((0, "ready"), (added.Code, added.State));
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
        await JobWorld.ReturnAsync(job, check, check: [2, 0, 30, 0]);

        // Report.
        var report = (await JobWorld.PullAsync(job)).Ticket!;
        Assert.Equal(ShardKind.Report, report.Shard.Kind);
        await JobWorld.ReturnAsync(job, report);

        // End.
        var shown = await JobWorld.ReportAsync(job);
        Assert.Equal(("done", 0, 2L, 2L), (shown.State, shown.ExitCode, shown.Objects.Listed, shown.Objects.Transferred));
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

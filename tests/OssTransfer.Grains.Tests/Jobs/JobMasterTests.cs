using OssTransfer.Contracts;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Queue;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Tests.Jobs;

/// <summary>A job's master, driven without a silo.</summary>
public sealed class JobMasterTests
{
    // Nothing here takes long; what is wrong shall not wait for ever.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    // For so long a shard that failed is given to nobody.
    private static readonly TimeSpan BackOff = TimeSpan.FromSeconds(1);

    /// <summary>A silo that stood still goes on with what it was about to say, although others have the job by now.</summary>
    [Fact]
    public async Task That_nothing_is_needed_is_told_only_once_it_is_stored()
    {
        var world = new JobWorld();
        var frozen = await world.ActivateAsync();
        await frozen.Commands.AddAsync(JobWorld.NewJob(), "c1");
        var list = (await JobWorld.PullAsync(frozen)).Ticket!;
        var (reached, thaw) = (new TaskCompletionSource(), new TaskCompletionSource());
        world.Registry.Next = (reached, thaw.Task);
        var returning = JobWorld.ReturnAsync(frozen, list, isFinished: false);
        await reached.Task.WaitAsync(Bound, TestContext.Current.CancellationToken);
        var other = await world.ActivateAsync();
        await other.Commands.CommandAsync("pause", "c2");
        await other.Commands.CommandAsync("continue", "c3");
        await JobWorld.PullAsync(other);

        var finishing = frozen.Commands.CommandAsync("finish", "c4");
        thaw.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => finishing.WaitAsync(Bound, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<InvalidOperationException>(() => returning.WaitAsync(Bound, TestContext.Current.CancellationToken));
        Assert.Equal(JobNeed.Run, world.Registry.Need);
        Assert.Contains("watch", world.Reminders.Due.Keys);
    }

    [Fact]
    public async Task A_pause_is_shown_once_it_is_stored()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob(), "c1");
        var stored = new TaskCompletionSource();
        world.Database.Wait = stored.Task;

        var pausing = job.Commands.CommandAsync("pause", "c2");
        Assert.Equal("ready", (await JobWorld.ShowAsync(job)).State);

        stored.SetResult();
        Assert.Equal(ExitCode.Done, (await pausing.WaitAsync(Bound, TestContext.Current.CancellationToken)).Code);
        Assert.Equal("paused", (await JobWorld.ShowAsync(job)).State);
    }

    [Fact]
    public async Task Command_of_which_no_silo_could_hear_does_not_stay_in_memory()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob(), "c1");
        await job.Commands.CommandAsync("pause", "c2");
        world.Registry.Next = (new(), Task.FromException(new TimeoutException()));

        await Assert.ThrowsAsync<TimeoutException>(() => job.Commands.CommandAsync("continue", "c3"));

        Assert.Equal(1, world.Deactivated);
        var next = await world.ActivateAsync();
        Assert.Equal("paused", (await JobWorld.ShowAsync(next)).State);
        Assert.Equal(ExitCode.Done, (await next.Commands.CommandAsync("continue", "c4")).Code);
    }

    [Fact]
    public async Task Few_shards_are_shared_by_the_silos_that_wait_for_one()
    {
        var world = new JobWorld { Options = JobWorld.Alone with { IsAlone = false } };
        var job = await WaitedForAsync(world, "a", "b", "c");

        var got = new List<string>();
        foreach (var silo in (string[])["a", "a", "a", "b", "b", "a", "c", "c", "b", "a", "c"])
        {
            if ((await JobWorld.PullAsync(job, silo)).Ticket is not null)
            {
                got.Add(silo);
            }
        }

        Assert.Equal(["a", "b", "c", "c", "b", "a"], got);
    }

    [Fact]
    public async Task The_one_that_listed_does_not_take_all_before_others_could_ask()
    {
        var world = new JobWorld { Options = JobWorld.Alone with { IsAlone = false }, Living = ["a", "b"] };
        var job = await WaitedForAsync(world, "a");

        Assert.NotNull((await JobWorld.PullAsync(job, "a")).Ticket);
        Assert.Null((await JobWorld.PullAsync(job, "a")).Ticket);
        Assert.NotNull((await JobWorld.PullAsync(job, "b")).Ticket);
        Assert.NotNull((await JobWorld.PullAsync(job, "a")).Ticket);
    }

    [Fact]
    public async Task What_a_dead_silo_had_comes_before_what_nobody_has_had()
    {
        var world = new JobWorld { Options = JobWorld.Alone with { IsAlone = false } };
        var job = await WaitedForAsync(world, "dead");
        var lost = (await JobWorld.PullAsync(job, "dead")).Ticket!;
        Assert.NotNull((await JobWorld.PullAsync(job, "a")).Ticket);

        world.Time.Advance(world.Options.Lease * 2);

        var next = (await JobWorld.PullAsync(job, "a")).Ticket!;
        Assert.Equal((lost.Shard, lost.Attempt + 1), (next.Shard, next.Attempt));
    }

    [Fact]
    public async Task Nothing_is_kept_for_a_silo_that_does_not_ask_again()
    {
        var world = new JobWorld { Options = JobWorld.Alone with { IsAlone = false } };
        var job = await WaitedForAsync(world, "a", "gone");
        await JobWorld.PullAsync(job, "a");
        Assert.Null((await JobWorld.PullAsync(job, "a")).Ticket);

        world.Time.Advance(world.Options.IdleWait * 5);

        for (var number = 1; number < 6; number++)
        {
            Assert.NotNull((await JobWorld.PullAsync(job, "a")).Ticket);
        }
    }

    [Fact]
    public async Task What_was_refused_stays_refused_when_it_comes_again()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob(), "c1");
        var list = (await JobWorld.PullAsync(job)).Ticket!;
        await job.Commands.CommandAsync("pause", "c2");
        var refused = await job.Commands.CommandAsync("redo", "c3");
        Assert.Equal((ExitCode.NotAllowed, "pausing"), (refused.Code, refused.State));
        await JobWorld.GiveBackAsync(job, list, null);
        Assert.Equal("paused", (await JobWorld.ShowAsync(job)).State);

        var next = await world.ActivateAsync();
        var again = await next.Commands.CommandAsync("redo", "c3");

        Assert.Equal((ExitCode.NotAllowed, refused.Message), (again.Code, again.Message));
        Assert.Equal("paused", (await JobWorld.ShowAsync(next)).State);
        Assert.Equal(ExitCode.Done, (await next.Commands.CommandAsync("redo", "c4")).Code);
    }

    [Fact]
    public async Task Shard_that_others_have_ended_before_a_silo_was_answered_is_not_lost()
    {
        var world = new JobWorld();
        var job = await world.ListedAsync("check-time: now");
        var late = new TaskCompletionSource();
        world.Shards.BeforeTake = late.Task;
        var waiting = JobWorld.PullAsync(job);
        world.Time.Advance(world.Options.Lease + (2 * world.Options.RenewEvery));
        var move = (await JobWorld.PullAsync(job, "other@1")).Ticket!;
        world.Shards.Checkpoint(move.Shard, JobWorld.Moved, ends: true);
        await JobWorld.ReturnAsync(job, move, "other@1");
        await world.Shards.ForgetAsync([move.Shard], TestContext.Current.CancellationToken);

        late.SetResult();

        Assert.Null((await waiting.WaitAsync(Bound, TestContext.Current.CancellationToken)).Ticket);
        var check = (await JobWorld.PullAsync(job)).Ticket!;
        Assert.Equal((ShardKind.Check, JobStatus.Running), (check.Shard.Kind, world.Stored!.Status));
    }

    [Fact]
    public async Task Part_shard_of_an_upload_that_was_given_up_before_a_silo_was_answered_is_not_lost()
    {
        var world = new JobWorld();
        var job = await world.ListedAsync();
        var finish = (await JobWorld.PullAsync(job)).Ticket!;
        await SplitAsync(finish);
        var late = new TaskCompletionSource();
        world.Shards.BeforeTake = late.Task;
        var waiting = JobWorld.PullAsync(job);
        await SplitAsync(finish with { Attempt = finish.Attempt + 1 });
        await world.Shards.ForgetAsync([ShardId.Part(1, finish.Shard.Number, 0)], TestContext.Current.CancellationToken);

        late.SetResult();

        Assert.Null((await waiting.WaitAsync(Bound, TestContext.Current.CancellationToken)).Ticket);
        var part = (await JobWorld.PullAsync(job)).Ticket!;
        Assert.Equal((ShardKind.Part, 2, JobStatus.Running), (part.Shard.Kind, part.Shard.Number, world.Stored!.Status));

        Task SplitAsync(ShardTicket ticket) =>
            job.Master.ReturnAsync(new("silo@1", ticket, IsFinished: false) { PartShards = 2, Incarnation = 7 });
    }

    [Fact]
    public async Task What_an_activation_did_not_come_to_say_the_next_one_says()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob(), "c1");

        // It ended between the write and what it had to say, and what was said before arrived last.
        await world.Registry.NotifyAsync(JobNeed.None, JobStatus.None);
        await world.Reminders.DropAsync("watch");
        await world.ActivateAsync();
        await world.TurnTimersAsync();

        Assert.Equal(JobNeed.Turn, world.Registry.Need);
        Assert.Contains("watch", world.Reminders.Due.Keys);
    }

    /// <summary>A job that is added meanwhile is another activation's, or what is said here could arrive behind what is said of it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_request_begins_where_it_is_said_that_there_is_no_such_job(bool isPulled)
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        var (reached, told) = (new TaskCompletionSource(), new TaskCompletionSource());
        world.Registry.Next = (reached, told.Task);

        Task telling = isPulled ? JobWorld.PullAsync(job) : job.Master.TickAsync();

        await reached.Task.WaitAsync(Bound, TestContext.Current.CancellationToken);
        Assert.Equal(1, world.Deactivated);
        told.SetResult();
        await telling.WaitAsync(Bound, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Run_goes_from_listing_over_moving_checking_and_reporting_to_its_end()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();

        var added = await job.Commands.AddAsync(JobWorld.NewJob("check-time: now"), "c1");
        Assert.Equal((ExitCode.Done, "ready"), (added.Code, added.State));
        Assert.Equal((JobNeed.Turn, true), (world.Registry.Need, world.Reminders.Due.ContainsKey("watch")));

        // List.
        var list = (await JobWorld.PullAsync(job)).Ticket!;
        Assert.Equal((1, ShardKind.List, 1), (list.Run, list.Shard.Kind, list.Attempt));
        Assert.Equal((JobNeed.Turn, JobStatus.Running), (world.Registry.Need, world.Stored!.Status));
        Assert.True(await world.ListAsync(job, list));
        await JobWorld.ReturnAsync(job, list);
        Assert.Equal(JobNeed.Run, world.Registry.Need);

        // Move: what is durable in a shard shows before it comes back.
        var pulled = await JobWorld.PullAsync(job);
        var move = pulled.Ticket!;
        Assert.Equal((ShardKind.Move, 1, ShardManifest.DigestOf(JobWorld.Manifest)), (move.Shard.Kind, move.Attempt, move.Digest));
        Assert.Null(pulled.Job!.State);
        Assert.Null((await JobWorld.PullAsync(job, "other@1")).Ticket);
        world.Shards.Checkpoint(move.Shard, JobWorld.Moved, ends: true);
        Assert.Equal(2, (await JobWorld.ShowAsync(job)).Objects.Transferred);
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
        var shown = await JobWorld.ShowAsync(job);
        Assert.Equal(("done", (ExitCode?)ExitCode.Done, 2L, 2L), (shown.State, shown.ExitCode, shown.Objects.Listed, shown.Objects.Transferred));
        Assert.Equal(2, shown.Check!.Objects);
        Assert.Equal(JobStatus.Done, world.Stored!.Status);
        Assert.Equal(JobNeed.None, world.Registry.Need);
        Assert.Empty(world.Reminders.Due);
        Assert.Null((await JobWorld.PullAsync(job)).Ticket);
        Assert.Equal(0, world.Deactivated);
    }

    [Fact]
    public async Task Attempt_that_told_all_is_noted_before_the_shard_is_given_to_another_one()
    {
        var world = new JobWorld();
        var job = await world.ListedAsync();
        var first = (await JobWorld.PullAsync(job)).Ticket!;
        await job.Master.ReturnAsync(new("silo@1", first, IsFinished: false) { Incarnation = 7 });
        Assert.Empty(world.Shards.ToldAll);

        var second = (await JobWorld.PullAsync(job)).Ticket!;
        await job.Master.ReturnAsync(new("silo@1", second, IsFinished: false) { Incarnation = 7, HasRecordedSends = true });

        Assert.Equal([(second.Shard, 2)], world.Shards.ToldAll);
    }

    [Fact]
    public async Task What_shards_of_a_paused_job_told_shows_in_a_new_activation_too()
    {
        var world = new JobWorld();
        var job = await world.ListedAsync();
        var move = (await JobWorld.PullAsync(job)).Ticket!;
        world.Shards.Checkpoint(move.Shard, JobWorld.Moved with { ObjectsSent = 5, BytesSent = 50, MayHaveSentMore = true }, ends: false);
        await job.Commands.CommandAsync("pause", "c2");
        await job.Master.ReturnAsync(new("silo@1", move, IsFinished: false) { Incarnation = 7 });

        var shown = await JobWorld.ShowAsync(await world.ActivateAsync());

        Assert.Equal(("paused", 5L, 50L, true), (shown.State, shown.Objects.Sent, shown.Bytes.Sent, shown.SentAtLeast));
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
    public async Task Who_names_a_shard_that_another_has_by_now_is_told_so()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob(), "c1");
        var lost = (await JobWorld.PullAsync(job)).Ticket!;
        world.Time.Advance(world.Options.Lease + (2 * world.Options.RenewEvery));
        var held = (await JobWorld.PullAsync(job, "other@1")).Ticket!;

        var answer = await job.Master.RenewAsync(new("silo@1", [lost], 0, 0));

        Assert.Equal((lost.Shard, lost.Attempt + 1), (held.Shard, held.Attempt));
        Assert.Equal([lost], answer.Lost);
        Assert.Empty((await job.Master.RenewAsync(new("other@1", [held], 0, 0))).Lost);
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

    [Theory]
    [InlineData(123_456L)]
    [InlineData(0L)]
    public async Task A_shard_is_taken_at_the_time_that_its_own_silo_knows_of_the_destination_whatever_another_silo_told(long ticks)
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob(), "c1");
        await world.ListAsync(job, (await JobWorld.PullAsync(job)).Ticket!, TimeSpan.FromMinutes(10));

        var move = (await job.Master.PullAsync(new("other@1", 0, 0) { DestinationTicks = ticks })).Ticket!;

        Assert.Equal(ticks, world.Shards.TakenTicks[move.Shard]);
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
        var job = await world.ListedAsync();

        await job.Commands.CommandAsync("pause", "c2");
        await job.Commands.CommandAsync("continue", "c3");
        var pulled = await JobWorld.PullAsync(job);

        Assert.Equal((ShardKind.Move, 1, true), (pulled.Ticket!.Shard.Kind, pulled.Ticket.Attempt, pulled.Job!.WasPausedSince));
    }

    [Fact]
    public async Task Limit_that_is_set_while_a_job_is_paused_counts_in_its_progress()
    {
        var world = new JobWorld();
        var job = await world.ListedAsync("check-time: now");
        var move = (await JobWorld.PullAsync(job)).Ticket!;
        world.Shards.Checkpoint(move.Shard, JobWorld.Moved, ends: true);
        await JobWorld.ReturnAsync(job, move);
        await job.Commands.CommandAsync("pause", "c2");
        var before = (await JobWorld.ShowAsync(job)).Percent;

        // So few bytes a second leave objects all the time that they need, and bytes alone count.
        await job.Commands.SetAsync(new() { ["max-bandwidth"] = "1000/s" }, "c3");

        Assert.Equal((98.4, 99.9), (before, (await JobWorld.ShowAsync(job)).Percent));
    }

    [Fact]
    public async Task Shard_that_failed_is_given_to_nobody_for_a_second()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob(), "c1");
        var list = (await JobWorld.PullAsync(job)).Ticket!;
        await JobWorld.GiveBackAsync(job, list, "no answer");

        Assert.Null((await JobWorld.PullAsync(job)).Ticket);
        world.Time.Advance(BackOff);
        Assert.Equal(list.Shard, (await JobWorld.PullAsync(job)).Ticket?.Shard);
    }

    [Fact]
    public async Task What_went_wrong_before_a_pause_is_no_reason_to_pause_again()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob(), "c1");
        for (var time = 0; time < 4; time++)
        {
            await JobWorld.GiveBackAsync(job, (await JobWorld.PullAsync(job)).Ticket!, "no answer");
            world.Time.Advance(BackOff);
        }

        await job.Commands.CommandAsync("pause", "c2");
        await job.Commands.CommandAsync("continue", "c3");
        for (var time = 0; time < 4; time++)
        {
            await JobWorld.GiveBackAsync(job, (await JobWorld.PullAsync(job)).Ticket!, "no answer");
            world.Time.Advance(BackOff);
        }

        Assert.Equal((JobStatus.Running, (string?)null), (world.Stored!.Status, world.Stored.Reason));
        await JobWorld.GiveBackAsync(job, (await JobWorld.PullAsync(job)).Ticket!, "no answer");
        Assert.Equal(JobStatus.Paused, world.Stored!.Status);
    }

    [Fact]
    public async Task What_was_waited_for_before_a_pause_is_not_told_after_it()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob(), "c1");
        var list = (await JobWorld.PullAsync(job)).Ticket!;
        var wait = new RequestWait(TransferSide.Source, "no answer", null, TimeSpan.FromMinutes(1));
        await job.Master.RenewAsync(new("silo@1", [list], 0, 0) { Wait = wait });
        var before = await JobWorld.ShowAsync(job);
        await job.Commands.CommandAsync("pause", "c2");
        await JobWorld.GiveBackAsync(job, list, null);
        await job.Commands.CommandAsync("continue", "c3");
        await JobWorld.PullAsync(job);

        Assert.Contains("no answer", before.Reason, StringComparison.Ordinal);
        Assert.Equal(("running", (string?)null), ((await JobWorld.ShowAsync(job)).State, (await JobWorld.ShowAsync(job)).Reason));
    }

    [Fact]
    public async Task What_has_not_been_answered_is_told_while_it_goes_on()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob(), "c1");
        var list = (await JobWorld.PullAsync(job)).Ticket!;
        var wait = new RequestWait(TransferSide.Source, "a page of its listing", null, TimeSpan.FromSeconds(5)) { Unanswered = TimeSpan.FromSeconds(30) };
        await job.Master.RenewAsync(new("silo@1", [list], 0, 0) { Wait = wait });
        world.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("the source has not given a page of its listing for 32 s", (await JobWorld.ShowAsync(job)).Reason);
    }

    [Fact]
    public async Task Silos_open_a_job_again_after_a_pause()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob(), "c1");
        var before = await JobWorld.PullAsync(job);
        await JobWorld.GiveBackAsync(job, before.Ticket!, null);
        await job.Commands.CommandAsync("pause", "c2");
        await job.Commands.CommandAsync("continue", "c3");

        var after = await job.Master.PullAsync(new("silo@1", 7, before.Job!.ConfigVersion));

        Assert.NotNull(after.Job!.Config);
    }

    [Fact]
    public async Task What_was_planned_a_moment_ago_is_not_looked_up_again()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob(), "c1");
        await world.ListAsync(job, (await JobWorld.PullAsync(job)).Ticket!);

        Assert.False((await JobWorld.PullAsync(job, "other@1")).Job!.WasPausedSince);
    }

    [Fact]
    public async Task Removed_job_leaves_no_row_no_reminder_and_no_place_in_the_directory()
    {
        var world = new JobWorld();
        var job = await world.ListedAsync();

        Assert.Equal("removing", (await job.Commands.CommandAsync("rm", "c2")).State);
        var cleanup = (await JobWorld.PullAsync(job)).Ticket!;
        Assert.Equal(ShardKind.Cleanup, cleanup.Shard.Kind);
        await JobWorld.ReturnAsync(job, cleanup);
        while (world.Stored is not null)
        {
            await world.TurnTimersAsync();
        }

        Assert.Empty(world.Shards.Stored);
        Assert.Null(world.Registry.Need);
        Assert.Empty(world.Reminders.Due);
        Assert.Equal(1, world.Deactivated);
    }

    [Fact]
    public async Task Next_pass_starts_after_its_interval_although_the_wall_clock_was_set_back()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob("check-time: never", passes: "sync-increment-interval: 3600"), "c1");
        await RunAsync(world, job);
        Assert.Equal(JobStatus.Waiting, world.Stored!.Status);

        world.Wall.SetBy = TimeSpan.FromHours(-1);
        world.Time.Advance(TimeSpan.FromMinutes(59));
        await world.TurnTimersAsync();
        Assert.Equal(JobStatus.Waiting, world.Stored!.Status);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await world.TurnTimersAsync();

        Assert.Equal((JobStatus.Ready, JobNeed.Turn), (world.Stored!.Status, world.Registry.Need));
        Assert.Equal(2, (await JobWorld.PullAsync(job)).Ticket!.Run);
    }

    [Fact]
    public async Task Directory_hears_how_the_job_stands_whenever_that_changes_although_nothing_is_needed()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob("check-time: never", passes: "sync-increment-interval: 3600"), "c1");
        Assert.Equal((JobNeed.Turn, JobStatus.Ready), (world.Registry.Need, world.Registry.Status));
        await RunAsync(world, job);
        Assert.Equal((JobNeed.None, JobStatus.Waiting), (world.Registry.Need, world.Registry.Status));

        await job.Commands.CommandAsync("pause", "c2");
        Assert.Equal((JobNeed.None, JobStatus.Paused), (world.Registry.Need, world.Registry.Status));

        // What a crash has kept from it, it hears when it is seen to know something else.
        await world.Registry.NotifyAsync(JobNeed.None, JobStatus.Waiting);
        await (await world.ActivateAsync()).RegisterAsync();
        Assert.Equal((JobNeed.None, JobStatus.Paused), (world.Registry.Need, world.Registry.Status));
    }

    [Fact]
    public async Task A_pass_whose_listing_gets_no_answer_goes_on_from_where_it_was_when_the_next_is_due()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob("check-time: never", passes: "sync-increment-interval: 3600"), "c1");
        var list = (await JobWorld.PullAsync(job)).Ticket!;
        await world.ListAsync(job, list, isDone: false);
        await StallAsync(job, list, mayPass: true);

        Assert.Equal((JobStatus.Waiting, world.Time.GetUtcNow() + TimeSpan.FromHours(1)), (world.Stored!.Status, world.Stored.NextPassAt));
        Assert.Equal("no answer; the pass goes on from here when the next one is due", world.Stored.Reason);
        Assert.Null((await JobWorld.PullAsync(job)).Ticket);

        world.Time.Advance(TimeSpan.FromHours(1));
        await world.TurnTimersAsync();
        var again = (await JobWorld.PullAsync(job)).Ticket!;

        Assert.Equal((1, JobStatus.Running), (again.Run, world.Stored!.Status));
        Assert.Equal((JobWorld.Keys[^1], null, null), (world.Stored.Run!.List.Through, world.Stored.Reason, world.Stored.NextPassAt));
    }

    [Theory]
    [InlineData("sync-increment-interval: 3600", false)]
    [InlineData("sync-enable-increment: False", true)]
    public async Task What_does_not_pass_and_a_job_without_passes_stay_paused(string passes, bool mayPass)
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob("check-time: never", passes: passes), "c1");
        await StallAsync(job, (await JobWorld.PullAsync(job)).Ticket!, mayPass);

        Assert.Equal((JobStatus.Paused, null), (world.Stored!.Status, world.Stored.NextPassAt));
    }

    [Fact]
    public async Task What_the_user_pauses_while_it_waits_goes_on_only_on_demand()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob("check-time: never", passes: "sync-increment-interval: 3600"), "c1");
        await StallAsync(job, (await JobWorld.PullAsync(job)).Ticket!, mayPass: true);

        await job.Commands.CommandAsync("pause", "c2");
        world.Time.Advance(TimeSpan.FromHours(2));
        await world.TurnTimersAsync();
        await job.Master.TickAsync();
        Assert.Equal((JobStatus.Paused, "paused by the user"), (world.Stored!.Status, world.Stored.Reason));

        await job.Commands.CommandAsync("continue", "c3");
        Assert.Equal(1, (await JobWorld.PullAsync(job)).Ticket!.Run);
    }

    private static Task StallAsync(JobControl job, ShardTicket list, bool mayPass) => job.Master.ReturnAsync(
        new("silo@1", list, IsFinished: false) { Incarnation = 7, Pause = new("no answer", ExitCode.Stopped) { MayPass = mayPass } });

    [Fact]
    public async Task New_activation_after_the_wall_clock_was_set_back_waits_no_longer_than_the_interval()
    {
        var world = new JobWorld();
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob("check-time: never", passes: "sync-increment-interval: 3600"), "c1");
        await RunAsync(world, job);

        world.Wall.SetBy = TimeSpan.FromDays(-1);
        job = await world.ActivateAsync();
        world.Time.Advance(TimeSpan.FromHours(1));
        await job.Master.TickAsync();

        Assert.Equal(JobStatus.Ready, world.Stored!.Status);
    }

    [Fact]
    public async Task Dropped_work_is_cleaned_up_where_it_was_done_although_the_job_has_another_destination_since()
    {
        var world = new JobWorld();
        var job = await world.ListedAsync();
        await job.Commands.CommandAsync("pause", "c2");

        await job.Commands.EditAsync(JobWorld.NewJob(destination: "/between") with { StartsOver = true }, "c3");
        await job.Commands.EditAsync(JobWorld.NewJob(destination: "/other") with { StartsOver = true }, "c4");
        await job.Commands.CommandAsync("redo", "c5");
        var cleanup = await JobWorld.PullAsync(job);
        await JobWorld.ReturnAsync(job, cleanup.Ticket!);
        var next = await JobWorld.PullAsync(job);

        Assert.Equal(ShardKind.Cleanup, cleanup.Ticket!.Shard.Kind);
        Assert.Contains("des-absolutepath: /destination\n", cleanup.Job!.Config, StringComparison.Ordinal);
        Assert.Equal((ShardKind.List, 2), (next.Ticket!.Shard.Kind, next.Ticket.Run));
        Assert.Contains("des-absolutepath: /other\n", next.Job!.Config, StringComparison.Ordinal);
        Assert.True(next.Job.ConfigVersion > cleanup.Job.ConfigVersion);
        Assert.Null(world.Stored!.CleansUpWith);
    }

    [Fact]
    public async Task Job_whose_disk_machine_is_gone_is_removed_nevertheless()
    {
        var world = new JobWorld { Options = JobWorld.Alone with { IsAlone = false } };
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob() with { AddedOn = "gone" }, "c1");
        var list = (await JobWorld.PullAsync(job, silo: "gone")).Ticket!;
        await world.ListAsync(job, list);
        await JobWorld.ReturnAsync(job, list);
        await job.Commands.CommandAsync("rm", "c2");

        Assert.Null((await JobWorld.PullAsync(job, "other@1", "other")).Ticket);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await JobWorld.PullAsync(job, "other@1", "other")).Ticket);
        Assert.Equal(JobStatus.Removing, world.Stored!.Status);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await job.Master.TickAsync();
        var shown = await JobWorld.ShowAsync(job);
        world.Time.Advance(TimeSpan.FromSeconds(5));
        for (var turn = 0; turn < 100 && world.Stored is not null; turn++)
        {
            await world.TurnTimersAsync();
        }

        Assert.Null(world.Stored);
        Assert.Equal("removing", shown.State);
        Assert.Contains("may be left behind in '/destination', look there and remove them", shown.Reason, StringComparison.Ordinal);
        var noted = Assert.Single(world.Noted);
        Assert.Equal(("rm", JobWorld.JobId, ExitCode.Incomplete, shown.Reason), (noted.Command, noted.JobId, noted.Code, noted.Message));
    }

    [Fact]
    public async Task What_a_redo_could_not_clean_up_is_shown_until_the_next_command()
    {
        var world = new JobWorld();
        var job = await world.ListedAsync();
        await job.Commands.CommandAsync("redo", "c2");
        for (var time = 0; time < 5; time++)
        {
            await JobWorld.GiveBackAsync(job, (await JobWorld.PullAsync(job)).Ticket!, "the destination does not answer");
            world.Time.Advance(BackOff);
        }

        await JobWorld.PullAsync(job);
        var running = await JobWorld.ShowAsync(job);
        await job.Commands.CommandAsync("redo", "c3");

        Assert.Equal("running", running.State);
        Assert.Contains("left behind in '/destination'", running.Reason, StringComparison.Ordinal);
        Assert.Equal("redo", Assert.Single(world.Noted).Command);
        Assert.Null(world.Stored!.UploadsLeft);
    }

    /// <summary>A job with six move shards, for which these silos have asked in vain.</summary>
    private static async Task<JobControl> WaitedForAsync(JobWorld world, params string[] silos)
    {
        var job = await world.ActivateAsync();
        await job.Commands.AddAsync(JobWorld.NewJob("src-machines: all\ndes-machines: all"), "c1");
        var list = (await JobWorld.PullAsync(job)).Ticket!;
        foreach (var silo in silos)
        {
            Assert.Null((await JobWorld.PullAsync(job, silo)).Ticket);
        }

        await world.ListAsync(job, list, shards: 6);
        return job;
    }

    /// <summary>A whole run without a check.</summary>
    private static async Task RunAsync(JobWorld world, JobControl job)
    {
        var list = (await JobWorld.PullAsync(job)).Ticket!;
        await world.ListAsync(job, list);
        await JobWorld.ReturnAsync(job, list);
        var move = (await JobWorld.PullAsync(job)).Ticket!;
        world.Shards.Checkpoint(move.Shard, JobWorld.Moved, ends: true);
        await JobWorld.ReturnAsync(job, move);
        await JobWorld.ReturnAsync(job, (await JobWorld.PullAsync(job)).Ticket!);
    }
}

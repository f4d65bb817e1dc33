using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Grains.Registry;
using OssTransfer.Grains.Security;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Reports;
using OssTransfer.World.Cluster;
using OssTransfer.World.Timing;

namespace OssTransfer.World.Histories;

/// <summary>Who gives the commands, looks at the job again and again, and does what it advises. What is seen the oracle hears.</summary>
internal sealed class Operator(Scheduler scheduler, HistoryPlan plan, GrainCluster cluster, SecretSealer sealer, Oracle oracle, Users users, Bursts bursts)
{
    /// <summary>The check that reads both sides.</summary>
    public const int CheckFull = 2;

    private const string JobId = "job";
    private static readonly string[] CheckModes = ["head", "md5", "full"];
    private static readonly string[] Commands =
    [
        "pause", "pause", "continue", "redo", "redo", "redo-failed", "redo-all", "redo-all", "edit", "set", "finish", "rm",
    ];

    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(5);

    // Far more than any run of so few objects takes once all is well, leases that must end and waits for stores included.
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(30);
    private ulong _incarnation = 7;
    private int _commands;
    private Task _removing = Task.CompletedTask;

    /// <summary>Adds the job.</summary>
    public async Task AddAsync()
    {
        oracle.JobIsAdded();
        var job = Configured((int)plan.Check);
        await AskAsync(async () =>
        {
            await Registry().NoteAsync(JobId);
            return await Job().AddAsync(job, $"add{_incarnation}");
        });
    }

    /// <summary>Looks at it now and then for as long as it is so.</summary>
    public async Task WatchAsync(Func<bool> goesOn)
    {
        while (goesOn())
        {
            await scheduler.DelayAsync(scheduler.Between(TimeSpan.Zero, LooksEvery), null);
            await ReportAsync(tries: 1);
        }
    }

    /// <summary>Some command; not all are allowed.</summary>
    public void DoSomething()
    {
        var command = Commands[scheduler.Random.Next(Commands.Length)];
        scheduler.Tally.Count($"command: {command}");
        if (plan.BurstsEvery > 0 && scheduler.Chance(50))
        {
            bursts.Begin();
        }

        switch (command)
        {
            case "rm" when plan.Removes > 0 && _removing.IsCompleted:
                _removing = RemoveAndAddAsync();
                break;
            case "rm":
                // One that came late would be of the job that has its name by then.
            case "finish" when plan.Removes == 0:
                break;
            case "pause":
                _ = PauseForAWhileAsync();
                break;
            case "edit":
                _ = EditAsync(scheduler.Random.Next(CheckModes.Length), tries: 1);
                break;
            case "set":
                _ = AskAsync(() => Job().SetAsync(new() { ["max-throughput"] = "0" }, $"c{++_commands}"), tries: 1);
                break;
            default:
                _ = CommandAsync(command, tries: 1);
                break;
        }
    }

    /// <summary>What was begun in bad days comes to its end.</summary>
    public async Task<JobView> SettleAsync()
    {
        await _removing;
        if (await ReportAsync() is { State: "paused" })
        {
            await CommandAsync("continue");
        }

        return await UntilEndedAsync(after: 0);
    }

    /// <summary>Orders a run and waits for its end.</summary>
    public async Task<JobView> RunAsync(string command)
    {
        var before = (await ReportAsync())!.Run;
        if (await CommandAsync(command) is { Code: not ExitCode.Done } refused && refused.Message.Contains("finished for good", StringComparison.Ordinal))
        {
            await RemoveAndAddAsync();
            before = 0;
        }

        return await UntilEndedAsync(before);
    }

    /// <summary>Removes the job for good.</summary>
    public async Task RemoveAsync()
    {
        var started = scheduler.Now;
        while (await ReportAsync() is { } job)
        {
            if (job.State != "removing")
            {
                await CommandAsync("rm");
            }

            Demand(scheduler.Now - started < LongestRun, $"the job is still {job.State} {LongestRun} after it was removed");
            await scheduler.DelayAsync(TimeSpan.FromSeconds(1), null);
        }
    }

    private async Task RemoveAndAddAsync()
    {
        await RemoveAsync();
        oracle.JobIsRemoved();
        cluster.Rules.Forget();
        await scheduler.DelayAsync(scheduler.Between(TimeSpan.Zero, TimeSpan.FromSeconds(5)), null);
        _incarnation++;
        await AddAsync();
    }

    /// <summary>Somewhere in a run; and meanwhile somebody writes at the destination.</summary>
    private async Task PauseForAWhileAsync()
    {
        if (scheduler.Chance(70))
        {
            await CommandAsync(scheduler.Chance(50) ? "redo" : "redo-all", tries: 1);
            await scheduler.DelayAsync(scheduler.Between(TimeSpan.Zero, TimeSpan.FromSeconds(3)), null);
        }

        await CommandAsync("pause", tries: 1);
        await scheduler.DelayAsync(scheduler.Between(TimeSpan.Zero, TimeSpan.FromSeconds(3)), null);
        if (await ReportAsync(tries: 1) is { State: "paused" })
        {
            await scheduler.DelayAsync(TimeSpan.FromMilliseconds(1), null);
            for (var writes = plan.DestinationChangesEvery > 0 ? 3 : 0; writes > 0; writes--)
            {
                users.WriteAtDestination();
            }

            await scheduler.DelayAsync(scheduler.Between(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10)), null);
            await CommandAsync("continue", tries: 1);
        }
    }

    /// <summary>In another mode a check reads other objects; nothing else is different.</summary>
    public async Task EditAsync(int check, int tries)
    {
        var id = $"c{++_commands}";
        if (await AskAsync(() => Job().EditAsync(Configured(check), id), tries) is { } answer)
        {
            scheduler.Trace.Add(scheduler.Now, $"edit: {answer.Code} {answer.State} {answer.Message}");
        }
    }

    private async Task<JobView> UntilEndedAsync(int after)
    {
        var started = scheduler.Now;
        while (true)
        {
            await scheduler.DelayAsync(TimeSpan.FromSeconds(2), null);
            var job = await ReportAsync();
            switch (job)
            {
                case { State: "paused" }:
                    await CommandAsync("continue");
                    break;
                case { ExitCode: not null } when job.Run > after:
                case { State: "failed", Run: 0 } when after == 0:
                    // It has ended; or it was finished before its first run.
                    return job;
                default:
                    break;
            }

            Demand(
                scheduler.Now - started < LongestRun,
                $"run {job?.Run} has not ended after {LongestRun}: {job?.State} {job?.Phase} {job?.Reason} {job?.Objects}");
        }
    }

    private async Task<CommandAnswer?> CommandAsync(string command, int tries = 100)
    {
        var id = $"c{++_commands}";
        oracle.CommandIsSent(command);
        var answer = await AskAsync(() => Job().CommandAsync(command, id), tries);
        oracle.CommandHasEnded(command, answer is not null);
        if (answer is not null)
        {
            scheduler.Trace.Add(scheduler.Now, $"{command}: {answer.Code} {answer.State} {answer.Message}");
        }

        return answer;
    }

    private async Task<JobView?> ReportAsync(int tries = 100)
    {
        var askedAt = scheduler.Now;
        var report = await AskAsync(
            () =>
            {
                askedAt = scheduler.Now;
                return Job().ShowAsync(MachineTime.At(scheduler.Now));
            },
            tries);
        var job = report is null ? null : JobSnapshotCodec.Decode(report).View;
        if (job is not null)
        {
            scheduler.Trace.Add(scheduler.Now, $"run {job.Run} is {job.State} {job.Phase} {job.ExitCode} {job.Reason} {job.Objects} {job.Check}");
            oracle.See(job, askedAt);
        }

        return job;
    }

    /// <summary>As the command line does it: what has no answer is asked again.</summary>
    private async Task<T?> AskAsync<T>(Func<Task<T>> ask, int tries = 100)
    {
        for (var i = 0; i < tries; i++)
        {
            try
            {
                return await ask();
            }
            catch (Exception exception)
            {
                scheduler.Trace.Add(scheduler.Now, $"client: {exception.GetType().Name} {exception.Message}");
                await scheduler.DelayAsync(TimeSpan.FromSeconds(1), null);
            }
        }

        return default;
    }

    private NewJob Configured(int check)
    {
        var config = $"""
            job-ID: {JobId}
            src-filetype: s3file
            src-endpoint: http://source.example
            src-bucketName: source
            src-accesskey: a
            src-secretkey: s
            des-endpoint: http://destination.example
            des-bucketName: destination
            des-accesskey: a
            des-secretkey: s
            sync-enable-increment: {plan.HasPasses > 0}
            sync-increment-interval: 10
            check-time: now
            check-mode: {CheckModes[check]}
            max-failures: 1000000
            """;
        var read = JobConfig.Parse(config, new(MachineTime.At(TimeSpan.Zero), TimeZoneInfo.Utc, 1));
        var (spec, secrets) = (read.Spec ?? throw new InvalidOperationException(string.Join("; ", read.Errors)), read.Secrets!);
        return new(JobConfigText.WriteMasked(spec, secrets), JobSecretsSeal.Seal(sealer, secrets, _incarnation), _incarnation, plan.HasPasses == 0);
    }

    private IJobGrain Job() => (IJobGrain)cluster.Reference(typeof(IJobGrain), JobId, null);

    private IJobRegistryGrain Registry() => (IJobRegistryGrain)cluster.Reference(typeof(IJobRegistryGrain), "0", null);

    private static void Demand(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new HistoryFailedException(otherwise);
        }
    }
}

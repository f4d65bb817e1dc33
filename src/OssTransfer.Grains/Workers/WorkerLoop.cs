using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OssTransfer.Grains.Directories;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Machines;
using OssTransfer.Grains.Security;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Workers;

/// <summary>
/// A silo's workers: each asks for a shard whenever it is free, works on it, and gives it back.
/// Beside them one loop keeps the leases of the jobs that this silo works for.
/// </summary>
internal sealed class WorkerLoop(
    IGrainFactory grains,
    ILocalSiloDetails silo,
    OpenJobs jobs,
    ShardRunner runner,
    GrainsOptions options,
    TimeProvider time,
    SiloLoad load,
    ThisMachine machine,
    ILogger<WorkerLoop> logger) : BackgroundService
{
    private readonly string _holder = silo.SiloAddress.ToParsableString();
    private int _turn;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var renewing = new CancellationTokenSource();
        var keeper = KeepLeasesAsync(renewing.Token);
        await Task.WhenAll(Enumerable.Range(0, options.MaxWorkers).Select(_ => WorkAsync(stoppingToken)));

        // Leases are kept until the last shard was given back.
        await renewing.CancelAsync();
        await keeper;
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!machine.TakesWork || !await WorkOnNextAsync(stoppingToken))
                {
                    await Task.Delay(options.IdleWait, time, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.PullFailed(logger, exception.Message);
                await Task.Delay(options.RenewEvery, time, CancellationToken.None);
            }
        }
    }

    /// <summary>Asks the jobs in turn, each worker beginning with another one so that running jobs share them; false: none has work.</summary>
    private async Task<bool> WorkOnNextAsync(CancellationToken stoppingToken)
    {
        var candidates = await grains.GetGrain<IJobDirectoryGrain>(0).CandidatesAsync(0);
        var first = candidates.Length == 0 ? 0 : (int)((uint)Interlocked.Increment(ref _turn) % (uint)candidates.Length);
        for (var i = 0; i < candidates.Length; i++)
        {
            if (await PullAsync(candidates[(first + i) % candidates.Length], stoppingToken))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> PullAsync(string jobId, CancellationToken stoppingToken)
    {
        var known = jobs.Find(jobId);
        var sentAt = BootClock.Instance.GetTimestamp();
        var answer = await grains.GetGrain<IJobGrain>(jobId).PullAsync(new(_holder, known?.Incarnation ?? 0, known?.ConfigVersion ?? 0));
        if (answer is not { Ticket: { } ticket, Job: { } brief })
        {
            return false;
        }

        if (await OpenAsync(jobId, brief, ticket, sentAt) is { } job)
        {
            job.Limits.Apply(answer.Share, sentAt);
            await WorkOnAsync(job, ticket, brief.State, stoppingToken);
        }

        return true;
    }

    /// <summary>The job; null, with the shard given back, where it can't be opened: without its secrets it pauses, but a cleanup that can't be done must not keep it for ever.</summary>
    private async Task<OpenJob?> OpenAsync(string jobId, JobBrief brief, ShardTicket ticket, long sentAt)
    {
        var returned = new ReturnedShard(_holder, ticket, false);
        try
        {
            if (jobs.Open(jobId, brief, sentAt) is { } job)
            {
                return job;
            }
        }
        catch (SealException exception)
        {
            returned = ticket.Shard.Kind == ShardKind.Cleanup
                ? returned with { Problem = exception.Message }
                : returned with { PauseReason = exception.Message, PauseCode = (int)ExitCode.Stopped };
        }

        await GiveBackAsync(jobId, returned);
        return null;
    }

    private async Task WorkOnAsync(OpenJob job, ShardTicket ticket, byte[]? state, CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, job.Lease.Lost);
        Log.ShardTaken(logger, job.JobId, ticket.Shard.ToString(), ticket.Attempt);
        ShardEnd end;
        using (job.Held.Hold(ticket, stop))
        using (load.Busy())
        {
            end = await runner.RunAsync(job, ticket, state, stop.Token);
        }

        Log.ShardEnded(logger, job.JobId, ticket.Shard.ToString(), ticket.Attempt, end.IsFinished ? "finished" : end.Problem ?? end.PauseReason ?? "given back");
        await GiveBackAsync(job.JobId, new(_holder, ticket, end.IsFinished)
        {
            Check = end.Check is { } check ? [check.Objects, check.Differences, check.BytesRead, check.ReadBack] : null,
            PartShards = end.PartShards,
            EndsUpload = end.EndsUpload,
            PauseReason = end.PauseReason,
            PauseCode = end.PauseCode,
            Problem = end.Problem,
            DestinationClockTicks = job.Destination.ClockOffset?.Ticks,
        });
    }

    /// <summary>Repeats until the job's grain has heard it, for as long as the lease would last: after that the grain knows by itself.</summary>
    private async Task GiveBackAsync(string jobId, ReturnedShard returned)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                await grains.GetGrain<IJobGrain>(jobId).ReturnAsync(returned);
                return;
            }
            catch (Exception exception) when (time.GetElapsedTime(started) < options.Lease)
            {
                Log.PullFailed(logger, exception.Message);
                await Task.Delay(options.IdleWait, time, CancellationToken.None);
            }
        }
    }

    private async Task KeepLeasesAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.RenewEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await Task.WhenAll(jobs.All.Where(job => !job.Held.IsEmpty).Select(job => RenewAsync(job, true)));
                await KeepHouseAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private async Task KeepHouseAsync()
    {
        try
        {
            await jobs.CloseUnusedAsync();
        }
        catch (Exception exception)
        {
            // It may not end the loop that keeps the leases.
            Log.PullFailed(logger, exception.Message);
        }
    }

    private async Task RenewAsync(OpenJob job, bool tellsShare)
    {
        try
        {
            var (objects, bytes) = job.Counters.Take();
            load.Count(objects, bytes);
            var sentAt = BootClock.Instance.GetTimestamp();
            var answer = await grains.GetGrain<IJobGrain>(job.JobId).RenewAsync(new(_holder, job.Held.Tickets, objects, bytes) { Rates = job.Limits.Report() }).WaitAsync(options.Lease, time);
            if (answer.IsRenewed)
            {
                job.Lease.Renew(sentAt);
            }

            var isSmaller = job.Limits.Apply(answer.Share, sentAt);
            if (answer.IsStopping)
            {
                job.Held.StopAll();
            }

            foreach (var lost in answer.Lost)
            {
                job.Held.Stop(lost);
            }

            if (isSmaller && tellsShare)
            {
                // What this silo gave back others get once the grain knows that it keeps to less.
                await RenewAsync(job, false);
            }
        }
        catch (Exception exception)
        {
            Log.RenewFailed(logger, job.JobId, exception.Message);
        }
    }
}

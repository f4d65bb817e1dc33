using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Grains.Machines;
using OssTransfer.Grains.Settings;
using OssTransfer.Grains.Timing;
using OssTransfer.Grains.Workers.Open;
using OssTransfer.Grains.Workers.Pulling;
using OssTransfer.Grains.Workers.Runners;
using OssTransfer.Transfer;

namespace OssTransfer.Grains.Workers;

/// <summary>
/// A silo's workers: each takes a shard whenever it is free, works on it, and gives it back. Their number follows the settings while they work:
/// one too many ends after its shard. Beside them run the renewal of leases and the maintenance.
/// </summary>
internal sealed class WorkerLoop(
    ILocalSiloDetails silo,
    OpenJobs jobs,
    ShardRunner runner,
    ShardPuller puller,
    ShardReturns returns,
    IdleQueue queue,
    LeaseKeeper leases,
    SiloLimits limits,
    GrainsOptions options,
    TimeProvider time,
    SiloLoad load,
    ILogger<WorkerLoop> logger) : BackgroundService
{
    // After a stop. What is under way may end by itself for two seconds, and its outcome may take as long as a write to the database; what takes longer
    // waits for a disk that is gone.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    private readonly string _holder = silo.SiloAddress.ToParsableString();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var keeping = new CancellationTokenSource();
        Task[] keepers = [leases.RunAsync(keeping.Token), MaintainAsync(keeping.Token)];
        await RunWorkersAsync(stoppingToken);

        // Leases are kept until the last shard was given back.
        await puller.CloseAsync(keeping.Token);
        await returns.CloseAsync(keeping.Token);
        await keeping.CancelAsync();
        await Task.WhenAll(keepers);
    }

    private async Task RunWorkersAsync(CancellationToken stoppingToken)
    {
        var workers = new List<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            var changed = limits.Changed.Next;
            Adjust(workers, stoppingToken);

            // One that was too many may have ended only after it was wanted again.
            await changed.EndsWithinAsync(options.SignalWait, time, stoppingToken);
        }

        await Task.WhenAll(workers);
    }

    /// <summary>Starts the workers that are missing. Those that are too many end by themselves.</summary>
    private void Adjust(List<Task> workers, CancellationToken stoppingToken)
    {
        while (workers.Count > limits.MaxWorkers && workers[^1].IsCompleted)
        {
            workers.RemoveAt(workers.Count - 1);
        }

        for (var number = 0; number < limits.MaxWorkers; number++)
        {
            if (number == workers.Count)
            {
                workers.Add(WorkAsync(number, stoppingToken));
            }
            else if (workers[number].IsCompleted)
            {
                workers[number] = WorkAsync(number, stoppingToken);
            }
        }
    }

    private async Task WorkAsync(int number, CancellationToken stoppingToken)
    {
        bool IsWanted() => number < limits.MaxWorkers;
        while (IsWanted() && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await queue.NextAsync(IsWanted, stoppingToken) is { } shard)
                {
                    using (shard)
                    {
                        await WorkOnAsync(shard, stoppingToken);
                    }
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The loop's edge: whatever it was, the next shard is another one.
                Log.PullFailed(logger, exception.Message);
                await Task.Delay(options.RenewEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WorkOnAsync(PulledShard shard, CancellationToken stoppingToken)
    {
        var (job, ticket) = (shard.Job, shard.Ticket);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, job.Lease.Lost);
        using var trace = GrainsTraces.Shard(job.JobId, ticket);
        Log.ShardTaken(logger, job.JobId, ticket.Shard.ToString(), ticket.Attempt);
        var taken = time.GetTimestamp();
        ShardEnd end;
        using (job.Held.Hold(ticket, shard.Board, stop))
        using (load.Busy())
        {
            // Whatever is left behind writes nothing more: its token is cancelled, its attempt is over, and its lease ends.
            var working = runner.RunAsync(shard, stop.Token);
            end = await working.EndsOrIsAbandonedAsync(StopTimeout, time, stop.Token)
                ? await working
                : ShardEnd.GivenBack with
                {
                    Problem = $"a call to a store or a disk did not end within {StopTimeout.TotalSeconds:0} s after it was stopped, and was left behind",
                };
        }

        var name = end.IsFinished ? "finished" : end.Problem is not null ? "problem" : end.Pause is not null ? "pause" : "given-back";
        GrainsMetrics.GivenBack(ticket.Shard.Kind, name, time.GetElapsedTime(taken));
        GrainsTraces.End(trace, name, end.Problem ?? end.Pause?.Reason);
        Log.ShardEnded(
            logger, job.JobId, ticket.Shard.ToString(), ticket.Attempt, end.IsFinished ? "finished" : end.Problem ?? end.Pause?.Reason ?? "given back");
        var returned = new ReturnedShard(_holder, ticket, end.IsFinished)
        {
            Incarnation = job.Incarnation,
            Check = end.Check,
            Deletes = end.Deletes,
            PartShards = end.PartShards,
            EndsUpload = end.EndsUpload,
            Pause = end.Pause,
            Problem = end.Problem,
            HasRecordedSends = shard.HasRecordedSends,
            DestinationClockTicks = job.Destination.ClockOffset?.Ticks,
        };
        await returns.GiveBackAsync(job.JobId, returned, CancellationToken.None);
    }

    private async Task MaintainAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await jobs.UntilAnyAsync(cancellationToken);
                await Task.Delay(options.RenewEvery, time, cancellationToken);
                await MaintainOnceAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private async Task MaintainOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await puller.GiveBackUnclaimedAsync(cancellationToken);
            await jobs.CloseUnusedAsync();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // None of it may end the loop.
            Log.MaintenanceFailed(logger, exception.Message);
        }
    }
}

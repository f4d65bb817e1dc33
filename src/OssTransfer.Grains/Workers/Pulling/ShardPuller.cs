using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using OssTransfer.Contracts;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Grains.Machines;
using OssTransfer.Grains.Security;
using OssTransfer.Grains.Timing;
using OssTransfer.Grains.Workers.Open;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Workers.Pulling;

/// <summary>
/// Asks jobs for a shard. A job that doesn't answer within a second is skipped until it does, so that it keeps no worker from the others;
/// a shard that it hands out by then goes to the next free worker, or back.
/// </summary>
internal sealed class ShardPuller(
    IGrainFactory grains,
    ILocalSiloDetails silo,
    Candidates candidates,
    WorkersPerJob workers,
    OpenJobs jobs,
    ShardReturns returns,
    ThisMachine machine,
    GrainsOptions options,
    TimeProvider time,
    BootClock bootTime,
    ILogger<ShardPuller> logger)
{
    private readonly string _holder = silo.SiloAddress.ToParsableString();
    private readonly ConcurrentDictionary<string, long> _backedOffUntil = new();
    private readonly ConcurrentDictionary<Task, string> _late = new();
    private readonly ConcurrentQueue<(PulledShard Shard, long At)> _arrived = new();

    /// <summary>The next shard for a free worker; null: none at present. Never throws.</summary>
    public async Task<PulledShard?> NextAsync(CancellationToken stoppingToken)
    {
        if (!machine.TakesWork)
        {
            return null;
        }

        if (_arrived.TryDequeue(out var arrived))
        {
            return arrived.Shard;
        }

        foreach (var jobId in workers.Order(await candidates.ReadAsync(stoppingToken)))
        {
            if (stoppingToken.IsCancellationRequested)
            {
                break;
            }

            if (!IsSkipped(jobId) && await PullAsync(jobId, stoppingToken) is { } shard)
            {
                return shard;
            }
        }

        return null;
    }

    /// <summary>Gives back what arrived late and found no free worker: no renewal names it.</summary>
    public async Task GiveBackUnclaimedAsync(CancellationToken cancellationToken)
    {
        foreach (var ended in _late.Keys.Where(late => late.IsCompleted))
        {
            _late.TryRemove(ended, out _);
        }

        while (_arrived.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) >= CallTimeout.OfWorkers && _arrived.TryDequeue(out var arrived))
        {
            await GiveBackAsync(arrived.Shard, cancellationToken);
        }
    }

    /// <summary>No worker asks any more: what is under way is given back as it arrives, for as long as a worker would wait.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_late.Keys).EndsWithinAsync(CallTimeout.OfWorkers, time, cancellationToken);
        while (_arrived.TryDequeue(out var arrived))
        {
            await GiveBackAsync(arrived.Shard, cancellationToken);
        }
    }

    private void BackOff(string jobId) => _backedOffUntil[jobId] = time.GetTimestamp() + (long)(options.RenewEvery.TotalSeconds * time.TimestampFrequency);

    private bool IsSkipped(string jobId) => IsBackedOff(jobId) || _late.Any(late => late.Value == jobId && !late.Key.IsCompleted);

    private bool IsBackedOff(string jobId)
    {
        if (!_backedOffUntil.TryGetValue(jobId, out var until))
        {
            return false;
        }

        return time.GetTimestamp() < until || !_backedOffUntil.TryRemove(jobId, out _);
    }

    private async Task<PulledShard?> PullAsync(string jobId, CancellationToken stoppingToken)
    {
        var asking = AskAsync(jobId);
        if (await asking.EndsWithinAsync(CallTimeout.OfWorkers, time, stoppingToken))
        {
            return await asking;
        }

        _late[ArriveAsync(asking)] = jobId;
        return null;
    }

    private async Task ArriveAsync(Task<PulledShard?> asking)
    {
        if (await asking is { } shard)
        {
            _arrived.Enqueue((shard, time.GetTimestamp()));
        }
    }

    /// <summary>Never throws: a job that can't be asked is not asked again for a moment.</summary>
    private async Task<PulledShard?> AskAsync(string jobId)
    {
        var turn = workers.Take(jobId);
        PulledShard? shard = null;
        try
        {
            var known = jobs.Find(jobId);
            var sentAt = bootTime.GetTimestamp();
            var answer = await grains.GetGrain<IJobGrain>(jobId).PullAsync(
                new(_holder, known?.Incarnation ?? 0, known?.ConfigVersion ?? 0)
                {
                    Silo = machine.Name,
                    Address = machine.Address,
                    DestinationTicks = known?.DestinationTicks(time) ?? 0,
                });
            if (answer is { Ticket: { } ticket, Job: { } brief })
            {
                var job = await OpenAsync(jobId, brief, ticket, BootClock.Before(sentAt, answer.OwnershipAge));
                job?.Limits.Apply(answer.Share, sentAt);
                shard = job is null ? null : new(job, ticket, brief.State, brief.WasPausedSince, new(time), turn);
            }
        }
        catch (Exception exception)
        {
            Log.PullFailed(logger, exception.Message);
            BackOff(jobId);
        }

        if (shard is null)
        {
            turn.Dispose();
        }

        return shard;
    }

    /// <summary>
    /// The job; null, with the shard given back, where it can't be opened: without its secrets it pauses, but a cleanup that can't be done must not keep it
    /// for ever. What this machine lacks another may have, so it pauses only if that comes again and again.
    /// </summary>
    private async Task<OpenJob?> OpenAsync(string jobId, JobBrief brief, ShardTicket ticket, long leaseFrom)
    {
        var returned = new ReturnedShard(_holder, ticket, false) { Incarnation = brief.Incarnation, HasRecordedSends = true };
        try
        {
            if (jobs.Open(jobId, brief, leaseFrom) is { } job)
            {
                return job;
            }
        }
        catch (SealException exception)
        {
            returned = ticket.Shard.Kind == ShardKind.Cleanup
                ? returned with { Problem = exception.Message }
                : returned with { Pause = new(exception.Message, ExitCode.Stopped) };
        }
        catch (Exception exception)
        {
            // Whatever it is, the shard must not stay with a silo that can't work on it.
            returned = returned with { Problem = $"machine '{machine.Name}' can't open the job: {exception.Message}" };
            BackOff(jobId);
        }

        await returns.GiveBackAsync(jobId, returned, CancellationToken.None);
        return null;
    }

    private async Task GiveBackAsync(PulledShard shard, CancellationToken cancellationToken)
    {
        using (shard)
        {
            await returns.GiveBackAsync(shard.Job.JobId, new(_holder, shard.Ticket, false) { Incarnation = shard.Job.Incarnation }, cancellationToken);
        }
    }
}

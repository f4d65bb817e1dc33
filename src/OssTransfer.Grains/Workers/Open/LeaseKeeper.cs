using Microsoft.Extensions.Logging;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Grains.Machines;
using OssTransfer.Grains.Timing;

namespace OssTransfer.Grains.Workers.Open;

/// <summary>
/// Names to every job what this silo holds of it, which keeps the lease. Each job's renewal goes its own way, one at a time:
/// a grain that doesn't answer costs its own job the lease, and no other.
/// </summary>
internal sealed class LeaseKeeper(
    IGrainFactory grains,
    ILocalSiloDetails silo,
    OpenJobs jobs,
    SiloLoad load,
    SiloWaits waits,
    GrainsOptions options,
    TimeProvider time,
    BootClock bootTime,
    ILogger<LeaseKeeper> logger)
{
    private readonly string _holder = silo.SiloAddress.ToParsableString();
    private readonly Dictionary<string, Task> _underWay = [];

    /// <summary>Renews every job's lease once a period, as long as there is one, until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await jobs.UntilAnyAsync(cancellationToken);
                await Task.Delay(options.RenewEvery, time, cancellationToken);
                Begin();
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops, and holds nothing any more.
        }
    }

    private void Begin()
    {
        foreach (var ended in _underWay.Where(renewal => renewal.Value.IsCompleted).Select(renewal => renewal.Key).ToArray())
        {
            _underWay.Remove(ended);
        }

        waits.Keep(jobs.All.Select(job => job.JobId).ToHashSet());

        // A new configuration opens a job again while shards of the former opening go on: all are named in one request, and share one limit.
        // What belongs to an earlier incarnation of a job of the same name is not: its lease ends. Nor is what is held without a lease, by work that
        // does not end although it was cancelled: others may have it.
        foreach (var job in jobs.All.Where(job => !job.Held.IsEmpty && job.Lease.IsHeld).GroupBy(job => job.JobId))
        {
            if (!_underWay.ContainsKey(job.Key))
            {
                var incarnation = job.First().Incarnation;
                _underWay[job.Key] = RenewAsync(job.Key, [.. job.Where(opening => opening.Incarnation == incarnation)], true);
            }
        }
    }

    /// <summary>Never throws. After a lease without an answer there is nothing to renew, and the next request may go out.</summary>
    private async Task RenewAsync(string jobId, OpenJob[] openings, bool reportsShare)
    {
        try
        {
            var (objects, bytes, read) = (0L, 0L, 0L);
            foreach (var opening in openings)
            {
                var (itsObjects, itsBytes) = opening.Counters.Take();
                (objects, bytes, read) = (objects + itsObjects, bytes + itsBytes, read + opening.TakeBytesRead());
            }

            load.Count(objects, read);
            var held = openings.SelectMany(opening => opening.Held.All).ToArray();
            var sentAt = bootTime.GetTimestamp();
            var request = new RenewRequest(_holder, [.. held.Select(shard => shard.Ticket)], objects, bytes)
            {
                Rates = openings[0].Limits.Report(),
                Incarnation = openings[0].Incarnation,
                Wait = openings.Select(opening => opening.LongestWait).MaxBy(wait => wait?.Left),
                Done = [.. held.Select(shard => shard.Board.Done).Select(done => new ShardDone(done.Objects, done.Bytes))],
                Flights = FlightReport.Of(held.SelectMany(shard => shard.Board.UnderWay)),
                BytesRead = read,
                Measures = waits.Take(jobId, openings),
                Sort = openings.Select(opening => opening.Listings.UnderWay).FirstOrDefault(sort => sort is not null),
            };
            var answer = await grains.GetGrain<IJobGrain>(jobId).RenewAsync(request).WaitAsync(options.Lease, time);
            foreach (var opening in openings)
            {
                Apply(opening, answer, BootClock.Before(sentAt, answer.OwnershipAge));
            }

            if (openings[0].Limits.Apply(answer.Share, sentAt) && reportsShare)
            {
                // Others get what this silo gave up once the grain knows that it keeps to less.
                await RenewAsync(jobId, openings, false);
            }
        }
        catch (Exception exception)
        {
            Log.RenewFailed(logger, jobId, exception.Message);
        }
    }

    private static void Apply(OpenJob job, RenewAnswer answer, long leaseFrom)
    {
        if (answer.IsRenewed)
        {
            job.Lease.Renew(leaseFrom);
        }

        if (answer.IsStopping)
        {
            job.Held.StopAll();
        }

        foreach (var lost in answer.Lost)
        {
            job.Held.Stop(lost);
        }
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Machines;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Registry;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Machines;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Grains.Service;

/// <summary>Jobs as <c>status</c> shows them: what their masters report, and what they don't know of machines, their turn and the database.</summary>
internal sealed class JobViews(
    IGrainFactory grains, JobPlaces registry, StateSizes sizes, DatabaseSpace space, ClusterMachines machines, TimeProvider time)
{
    // Above the second that a master gives the shards it looks into.
    private static readonly TimeSpan ReportTimeout = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (JobView Job, DateTimeOffset At)> _lastShown = new();

    /// <summary>All jobs.</summary>
    public async Task<IReadOnlyList<JobView>> AllAsync(CancellationToken cancellationToken) =>
        await ShowAsync(await registry.AllAsync(cancellationToken), cancellationToken);

    /// <summary>Some jobs by their names, in the order of these.</summary>
    public async Task<IReadOnlyList<JobView>> OfAsync(IReadOnlyList<string> jobIds, CancellationToken cancellationToken) =>
        await ShowAsync(await registry.FindAsync(jobIds, cancellationToken), cancellationToken);

    /// <summary>Some jobs, without the size of their state; one that doesn't answer in so long is shown as it was last known here, or left out.</summary>
    public async Task<IReadOnlyList<JobView>> AnsweredAsync(IReadOnlyList<string> jobIds, TimeSpan patience, CancellationToken cancellationToken)
    {
        var all = machines.ReportsAsync(cancellationToken);
        var places = await registry.FindAsync(jobIds, cancellationToken);
        var jobs = await Task.WhenAll(places.Select(async place =>
        {
            try
            {
                return await ShowAsync(place, AskAsync(place, all, isSized: false, cancellationToken).WaitAsync(patience, time, cancellationToken));
            }
            catch (TimeoutException)
            {
                return null;
            }
        }));
        return [.. jobs.OfType<JobView>()];
    }

    /// <summary>One job; null: there is none of that name.</summary>
    public async Task<JobView?> OfAsync(string jobId, CancellationToken cancellationToken)
    {
        var jobs = await OfAsync([jobId], cancellationToken);
        return jobs is [var job] ? job : null;
    }

    private async Task<IReadOnlyList<JobView>> ShowAsync(IReadOnlyList<JobPlace> places, CancellationToken cancellationToken)
    {
        var all = machines.ReportsAsync(cancellationToken);
        var jobs = await Task.WhenAll(places.Select(place => ShowAsync(place, AskAsync(place, all, isSized: true, cancellationToken))));
        return [.. jobs.OfType<JobView>()];
    }

    /// <summary>
    /// One job; while its master doesn't answer, which may take seconds, what it last said here, so that one silo that hangs hides no other job.
    /// </summary>
    private async Task<JobView?> ShowAsync(JobPlace place, Task<JobView?> asked)
    {
        try
        {
            var job = await asked;
            if (job is null)
            {
                _lastShown.TryRemove(place.JobId, out _);
            }
            else
            {
                _lastShown[place.JobId] = (job, time.GetLocalNow());
            }

            return job;
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException)
        {
            if (!_lastShown.TryGetValue(place.JobId, out var last))
            {
                throw;
            }

            var said = string.Create(CultureInfo.InvariantCulture, $"its master does not answer at present; this is what it said at {last.At:HH:mm:ss}");
            return last.Job with
            {
                Reason = said, ObjectsPerSecond = 0, BytesPerSecond = 0, EtaSeconds = null, InFlight = [], Bottleneck = null, Rates = null,
            };
        }
    }

    private async Task<JobView?> AskAsync(JobPlace place, Task<IReadOnlyList<MachineReport>> all, bool isSized, CancellationToken cancellationToken)
    {
        var grain = grains.GetGrain<IJobGrain>(place.JobId);
        if (await grain.ShowAsync(time.GetUtcNow()).WaitAsync(ReportTimeout, time, cancellationToken) is not { } encoded)
        {
            return null;
        }

        var report = JobSnapshotCodec.Decode(encoded);
        var job = isSized ? report.View with { StateBytes = await sizes.OfAsync(report, cancellationToken) } : report.View;
        if (place.Status != (int?)JobStatusFacts.FromText(job.State))
        {
            await RegisterAsync(grain);
        }

        if (job.Reason is null
            && new JobMachines(MachineSet.OfShown(report.SourceMachines), MachineSet.OfShown(report.DestinationMachines)) is { IsBound: true } needed)
        {
            job = job with { Reason = needed.Waiting(job.JobId, await all) };
        }

        if (job is { Reason: null, State: "running" })
        {
            // Where nothing can be saved, not even a pause can.
            job = job with { Reason = await space.ShortageAsync(cancellationToken) };
        }

        return place.Place > 0 && job.State == "ready" ? job with { Reason = $"waits for its turn, place {place.Place}" } : job;
    }

    /// <summary>Lists show what the registry knows of a job: it hears here what a crash has kept from it. What is shown now doesn't depend on that.</summary>
    private static async Task RegisterAsync(IJobGrain job)
    {
        try
        {
            await job.RegisterAsync();
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException)
        {
        }
    }
}

using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Grains.Workers.Stores;
using OssTransfer.Jobs.Progress;
using OssTransfer.Transfer;
using OssTransfer.Transfer.Guard;

namespace OssTransfer.Grains.Workers.Open;

/// <summary>What the work of each job on this silo waited for, and how busy the silo's processors are.</summary>
internal sealed class SiloWaits(TransferEngine engine, SiloRates rates, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<string, TimeSpan>> _before = [];
    private (long At, TimeSpan Used) _cpuThen = (time.GetTimestamp(), Environment.CpuUsage.TotalTime);
    private double _cpu;

    /// <summary>What a job's openings waited for since it was last asked of this job. What all jobs share counts for each.</summary>
    public SiloMeasures Take(string jobId, IReadOnlyCollection<OpenJob> openings)
    {
        var now = new Dictionary<string, TimeSpan>
        {
            [WaitNames.Source] = Sum(openings, job => WaitsOf(job.Source).Answers),
            [WaitNames.Destination] = Sum(openings, job => WaitsOf(job.Destination).Answers),
            [WaitNames.SourceThrottled] = Sum(openings, job => WaitsOf(job.Source).Throttled),
            [WaitNames.DestinationThrottled] = Sum(openings, job => WaitsOf(job.Destination).Throttled),
            [WaitNames.Network] = Sum(openings, job => job.Context.Network?.Waited ?? TimeSpan.Zero),
            [WaitNames.BandwidthLimit] = openings.First().Limits.Rates.WaitedForBytes,
            [WaitNames.RequestLimit] = openings.First().Limits.Rates.WaitedForRequests,
            [WaitNames.SiloLimit] = (rates.Limits?.WaitedForBytes ?? TimeSpan.Zero) + (rates.Limits?.WaitedForRequests ?? TimeSpan.Zero),
            [WaitNames.CpuLimit] = rates.Limits?.WaitedForCpu ?? TimeSpan.Zero,
            [WaitNames.Memory] = engine.Memory.Waited,
        };
        lock (_gate)
        {
            // An opening that is closed takes its waits with it: a sum that shrank says nothing.
            var before = _before.GetValueOrDefault(jobId) ?? now;
            _before[jobId] = now;
            return new(
                [.. now.Where(wait => wait.Value > before[wait.Key]).Select(wait => new WaitTime(wait.Key, wait.Value - before[wait.Key]))],
                CpuNeedsLock(),
                openings.Sum(job => job.Held.All.Sum(held => held.Board.UnderWay.Count)),
                engine.Options.ObjectsInFlight)
            {
                BytesLimit = rates.Limits is { BytesPerSecond: var limit } && double.IsFinite(limit) ? limit : null,
            };
        }
    }

    /// <summary>Only these jobs are worked for.</summary>
    public void Keep(IReadOnlySet<string> jobs)
    {
        lock (_gate)
        {
            foreach (var gone in _before.Keys.Where(job => !jobs.Contains(job)).ToArray())
            {
                _before.Remove(gone);
            }
        }
    }

    private double CpuNeedsLock()
    {
        var elapsed = time.GetElapsedTime(_cpuThen.At);
        if (elapsed >= TimeSpan.FromMilliseconds(500))
        {
            var used = Environment.CpuUsage.TotalTime;
            _cpu = Math.Clamp((used - _cpuThen.Used) / elapsed / Environment.ProcessorCount, 0, 1);
            _cpuThen = (time.GetTimestamp(), used);
        }

        return _cpu;
    }

    private static Transfer.Progress.StoreWaits WaitsOf(Storage.IObjectStore store) => (store as GuardedStore)?.Waits ?? default;

    private static TimeSpan Sum(IEnumerable<OpenJob> openings, Func<OpenJob, TimeSpan> wait) =>
        openings.Aggregate(TimeSpan.Zero, (sum, job) => sum + wait(job));
}

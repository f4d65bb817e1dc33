using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Grains.Security;
using OssTransfer.Grains.Timing;
using OssTransfer.Grains.Workers.Stores;

namespace OssTransfer.Grains.Workers.Open;

/// <summary>The jobs that this silo works for. One that has a new configuration, or whose lease has ended, is opened again.</summary>
internal sealed class OpenJobs(JobStores stores, SecretSealer sealer, GrainsOptions options, TimeProvider time, BootClock bootTime) : IAsyncDisposable
{
    private readonly Signal<OpenJob> _opened = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, OpenJob> _jobs = [];

    // Replaced by a newer opening, but their last shards may still be at work.
    private readonly List<OpenJob> _replaced = [];

    /// <summary>All that are open.</summary>
    public IReadOnlyList<OpenJob> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _jobs.Values, .. _replaced];
            }
        }
    }

    /// <summary>Returns when there is one.</summary>
    public async Task UntilAnyAsync(CancellationToken cancellationToken)
    {
        for (var opened = _opened.Next; All.Count == 0; opened = _opened.Next)
        {
            await opened.WaitAsync(cancellationToken);
        }
    }

    /// <summary>What this silo knows of a job; null: nothing that is still good.</summary>
    public OpenJob? Find(string jobId)
    {
        lock (_gate)
        {
            return _jobs.GetValueOrDefault(jobId) is { Lease.Lost.IsCancellationRequested: false } job ? job : null;
        }
    }

    /// <summary>The job as the answer to a pull describes it; null where the answer relies on what was forgotten meanwhile.</summary>
    public OpenJob? Open(string jobId, JobBrief brief, long leaseFrom)
    {
        lock (_gate)
        {
            if (Find(jobId) is { } known && known.Incarnation == brief.Incarnation && known.ConfigVersion == brief.ConfigVersion)
            {
                known.Lease.Renew(leaseFrom);
                return known;
            }

            if (brief.Config is null)
            {
                return null;
            }

            var secrets = JobSecretsSeal.Open(sealer, brief.SealedSecrets!, brief.Incarnation);
            var spec = JobConfigs.Spec(jobId, brief.Config, secrets);
            var lease = new JobLease(options.Lease, bootTime);
            lease.Renew(leaseFrom);
            if (_jobs.TryGetValue(jobId, out var old))
            {
                _replaced.Add(old);
            }

            // Shards of an earlier opening may still be at work: the silo has one share for all of them.
            var limits = old?.Incarnation == brief.Incarnation ? old.Limits : stores.Limits(spec);
            var context = stores.Open(spec, secrets, limits.Rates, lease);
            _jobs[jobId] = new(jobId, brief.Incarnation, brief.ConfigVersion, spec, context, limits, lease, time, options.ListAhead);
            _opened.Raise();
            return _jobs[jobId];
        }
    }

    /// <summary>Closes what no worker here works on any more.</summary>
    public async Task CloseUnusedAsync()
    {
        List<OpenJob> unused;
        lock (_gate)
        {
            unused = [.. All.Where(job => job.Held.IsEmpty && job.Lease.Lost.IsCancellationRequested)];
            foreach (var job in unused)
            {
                _replaced.Remove(job);
                if (ReferenceEquals(_jobs.GetValueOrDefault(job.JobId), job))
                {
                    _jobs.Remove(job.JobId);
                }
            }
        }

        foreach (var job in unused)
        {
            await job.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var job in All)
        {
            await job.DisposeAsync();
        }
    }
}

using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Grains.Reading;
using OssTransfer.Grains.Security;
using OssTransfer.Grains.Workers.Stores;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Runs;
using OssTransfer.Storage;

namespace OssTransfer.Grains.Service;

/// <inheritdoc cref="IReportService"/>
internal sealed class ReportService(IGrainFactory grains, IJobService jobs, IBareStores stores, SecretSealer sealer, TimeProvider time) : IReportService
{
    private const int MaxTries = 5;

    public async Task<Func<IReportSink, CancellationToken, Task>?> ReportAsync(string jobId, CancellationToken cancellationToken)
    {
        if (await FindAsync(jobId, cancellationToken) is not var (brief, state, job))
        {
            return null;
        }

        var spec = JobConfigs.Spec(state);
        var traits = await TraitsAsync(spec, brief);
        return (sink, token) => new RunReport(grains, state, spec, traits).WriteAsync(sink, job, time.GetUtcNow(), token);
    }

    public async Task<KeyExplanation?> ExplainAsync(string jobId, ObjectKey key, CancellationToken cancellationToken)
    {
        if (await grains.GetGrain<IJobGrain>(jobId).DescribeAsync(cancellationToken) is not { State: { } encoded })
        {
            return null;
        }

        var state = JobStateCodec.Decode(encoded);
        return await new KeyReader(grains, state, JobConfigs.Spec(state)).ExplainAsync(key, cancellationToken);
    }

    /// <summary>The job and what its status shows, of one moment where its run has ended; null where there is none.</summary>
    private async Task<(JobBrief Brief, JobState State, JobView Job)?> FindAsync(string jobId, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            if (await grains.GetGrain<IJobGrain>(jobId).DescribeAsync(cancellationToken) is not { } brief
                || await jobs.StatusAsync(jobId, cancellationToken) is not { } job)
            {
                return null;
            }

            var state = JobStateCodec.Decode(brief.State!);
            if (((state.Run?.Number ?? 0) == job.Run && state.Run?.FinishedAt == job.FinishedAt) || tries == MaxTries)
            {
                return (brief, state, job);
            }
        }
    }

    /// <summary>Facts of the source; null where it can't be opened here, for want of its secrets or by its options.</summary>
    private async Task<StoreTraits?> TraitsAsync(JobSpec spec, JobBrief brief)
    {
        try
        {
            await using var source = stores.OpenSource(spec, JobSecretsSeal.Open(sealer, brief.SealedSecrets!, brief.Incarnation));
            return source.Traits;
        }
        catch (Exception exception) when (exception is SealException or StoreOptionsException)
        {
            return null;
        }
    }
}

using Microsoft.Extensions.Logging;
using OssTransfer.Grains.Reading;
using OssTransfer.Grains.Workers.Open;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Runs;
using OssTransfer.Storage;
using OssTransfer.Transfer;

namespace OssTransfer.Grains.Workers.Runners;

/// <summary>Aborts the uploads that dropped shards had open: those in their ledger, no others.</summary>
internal sealed class CleanupRunner(IGrainFactory grains, TimeProvider time, ILogger<CleanupRunner> logger)
{
    private const string NoAnswer = "the destination does not answer";

    // A destination that doesn't answer must not keep a job from being removed.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    public async Task<ShardEnd> RunAsync(OpenJob job, JobState state, CancellationToken cancellationToken)
    {
        var store = new GrainCatalogueStore(grains, job.Incarnation);
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        string? problem = null;
        foreach (var shard in state.Run!.OpenShards())
        {
            var segment = await store.ReadSegmentAsync(new SegmentRef(default, shard, 0), cancellationToken);
            foreach (var (index, step) in segment.Progress.Large)
            {
                foreach (var uploadId in new[] { step.Upload?.UploadId, step.AbortUploadId }.OfType<string>())
                {
                    problem = await AbortAsync(job, segment.Manifest.Entries[index].Key, uploadId, stop.Token, cancellationToken) ?? problem;
                }
            }
        }

        return problem is null ? ShardEnd.Finished : ShardEnd.GivenBack with { Problem = problem };
    }

    private async Task<string?> AbortAsync(OpenJob job, ObjectKey key, string uploadId, CancellationToken timeout, CancellationToken cancellationToken)
    {
        try
        {
            var aborting = job.Destination.Multipart!.AbortAsync(job.Mapping.ToDestination(key), uploadId, timeout);
            if (!await aborting.EndsOrIsAbandonedAsync(StopTimeout, time, timeout))
            {
                throw new StorageException(StorageErrorKind.Transient, NoAnswer);
            }

            await aborting;
            return null;
        }
        catch (Exception exception) when (exception is StorageException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var problem = exception is OperationCanceledException ? NoAnswer : exception.Message;
            Log.AbortFailed(logger, job.JobId, uploadId, key.ToString(), problem);
            return problem;
        }
    }
}

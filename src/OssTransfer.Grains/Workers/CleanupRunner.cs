using Microsoft.Extensions.Logging;
using OssTransfer.Grains.Jobs;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;

namespace OssTransfer.Grains.Workers;

/// <summary>Aborts the uploads that dropped shards had open: those in their ledger, no others.</summary>
internal sealed class CleanupRunner(IGrainFactory grains, ILogger<CleanupRunner> logger)
{
    public async Task<ShardEnd> RunAsync(OpenJob job, JobState state, CancellationToken cancellationToken)
    {
        var store = new GrainCatalogueStore(grains, job.Incarnation);
        string? problem = null;
        foreach (var number in state.Run!.Open.Keys)
        {
            var shard = new ShardId(state.Run.Number, ShardKind.Move, 0, number);
            var segment = await store.ReadSegmentAsync(new SegmentRef(default, shard, 0), cancellationToken);
            foreach (var (index, step) in segment.Progress.Large)
            {
                foreach (var uploadId in new[] { step.Upload?.UploadId, step.AbortUploadId }.OfType<string>())
                {
                    problem = await AbortAsync(job, segment.Manifest.Entries[index].Key, uploadId, cancellationToken) ?? problem;
                }
            }
        }

        return problem is null ? ShardEnd.Finished : ShardEnd.GivenBack with { Problem = problem };
    }

    private async Task<string?> AbortAsync(OpenJob job, ObjectKey key, string uploadId, CancellationToken cancellationToken)
    {
        try
        {
            await job.Destination.Multipart!.AbortAsync(job.Mapping.ToDestination(key), uploadId, cancellationToken);
            return null;
        }
        catch (StorageException exception)
        {
            Log.AbortFailed(logger, job.JobId, uploadId, key.ToString(), exception.Message);
            return exception.Message;
        }
    }
}

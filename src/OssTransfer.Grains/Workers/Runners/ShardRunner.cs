using Microsoft.Extensions.Logging;
using OssTransfer.Grains.Workers.Batches;
using OssTransfer.Grains.Workers.Listings;
using OssTransfer.Grains.Workers.Pulling;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Memory;

namespace OssTransfer.Grains.Workers.Runners;

/// <summary>Works on one shard, whatever its kind, and says how that ended. It never throws but for the end of the silo.</summary>
internal sealed class ShardRunner(
    ListRunner list,
    MoveRunner move,
    CheckRunner check,
    DeleteRunner delete,
    ReportRunner report,
    CleanupRunner cleanup,
    HomeSpace home,
    ILogger<ShardRunner> logger)
{
    public async Task<ShardEnd> RunAsync(PulledShard shard, CancellationToken cancellationToken)
    {
        var (job, ticket) = (shard.Job, shard.Ticket);

        try
        {
            // A cleanup lets a job end, which frees space.
            if (ticket.Shard.Kind != ShardKind.Cleanup && await home.ShortageAsync(cancellationToken) is { } shortage)
            {
                return ShardEnd.GivenBack with { Pause = new(shortage, ExitCodes.OfPause(StorageErrorKind.NoSpace)) };
            }

            var decoded = shard.State is null ? null : JobStateCodec.Decode(shard.State);
            return await (ticket.Shard.Kind switch
            {
                ShardKind.List => list.RunAsync(job, ticket, decoded!, cancellationToken),
                ShardKind.Move or ShardKind.Part => move.RunAsync(shard, decoded?.Run, cancellationToken),
                ShardKind.Check => check.RunAsync(shard, decoded!, cancellationToken),
                ShardKind.Delete => delete.RunAsync(job, ticket, decoded!, cancellationToken),
                ShardKind.Report => report.RunAsync(job, decoded!, cancellationToken),
                ShardKind.Cleanup => cleanup.RunAsync(job, decoded!, cancellationToken),
                _ => throw new InvalidOperationException($"Nobody works on shards of kind {ticket.Shard.Kind}."),
            });
        }
        catch (OperationCanceledException)
        {
            return ShardEnd.GivenBack;
        }
        catch (Exception exception) when (MemoryExhaustion.IsCauseOf(exception))
        {
            return ShardEnd.GivenBack with { Pause = new(MemoryExhaustion.Reason, ExitCodes.OfPause(StorageErrorKind.NoMemory)) };
        }
        catch (StorageException exception) when (exception.Kind == StorageErrorKind.LeaseLost)
        {
            return ShardEnd.GivenBack;
        }
        catch (StorageException exception)
        {
            return exception.IsFatalForJob
                ? ShardEnd.GivenBack with { Pause = Pauses.For(exception) }
                : ShardEnd.GivenBack with { Problem = exception.Message };
        }
        catch (Exception exception)
        {
            // The loop's edge: one shard's trouble must not end the worker.
            Log.ShardUnexpected(logger, exception, job.JobId, ticket.Shard.ToString());
            return ShardEnd.GivenBack with { Problem = $"an error of the program, which the log shows whole: {exception.Message}" };
        }
    }
}

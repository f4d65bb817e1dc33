using OssTransfer.Grains.Workers.Batches;
using OssTransfer.Jobs.Planning;
using OssTransfer.Transfer;

namespace OssTransfer.Grains.Workers.Runners;

/// <summary>
/// Keeps what a shard knows of the destination fresh:
/// an earlier attempt may have written there, and so may anybody while the job was paused or the shard waited.
/// Many keys cost a few requests, as when the shard was planned.
/// </summary>
internal sealed class DestinationLook(WorkingShard shard, TimeProvider time)
{
    /// <summary>Looks again at those of the objects that were seen too long ago.</summary>
    public async Task RefreshAsync(IReadOnlyCollection<int> indexes, CancellationToken cancellationToken)
    {
        if (indexes.Any(index => TransferEngine.IsStale(shard.Items[index]!, time)))
        {
            await LookAsync(indexes, cancellationToken);
        }
    }

    /// <summary>Looks again at all of them; their keys ascend.</summary>
    public async Task LookAsync(IEnumerable<int> indexes, CancellationToken cancellationToken)
    {
        var destination = new DestinationCursor(shard.Job.Destination.Reader, shard.Job.Mapping);
        var now = time.GetUtcNow();
        foreach (var index in indexes.ToArray())
        {
            shard.See(index, await destination.FindAsync(shard.Manifest.Entries[index].Key, cancellationToken), now);
        }
    }
}

using OssTransfer.Grains.Workers.Batches;
using OssTransfer.Jobs.Planning;
using OssTransfer.Storage;
using OssTransfer.Transfer;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Workers.Runners;

/// <summary>
/// Keeps what a shard knows of the destination fresh:
/// an earlier attempt may have written there, and so may anybody while the job was paused or the shard waited.
/// Many keys cost a few requests, as when the shard was planned, where the destination is known to list in byte order.
/// </summary>
internal sealed class DestinationRefresh(WorkingShard shard, TimeProvider time)
{
    private const int AsksAtOnce = 64;

    /// <summary>Asks again for all of the objects where one of them was seen too long ago.</summary>
    public async Task RefreshStaleAsync(IReadOnlyCollection<int> indexes, CancellationToken cancellationToken)
    {
        if (indexes.Any(index => TransferEngine.IsStale(shard.Items[index]!.SeenAt, time)))
        {
            await RefreshAllAsync(indexes, cancellationToken);
        }
    }

    /// <summary>Asks again for all of them; their keys ascend.</summary>
    public async Task RefreshAllAsync(IEnumerable<int> indexes, CancellationToken cancellationToken)
    {
        int[] wanted = [.. indexes];
        var now = time.GetUtcNow();
        var found = shard.Job.Destination.Traits is { KeyOrder: KeyOrder.Utf8Bytes, VouchesForOrder: true }
            ? await ListAsync(wanted, cancellationToken)
            : await AskAsync(wanted, cancellationToken);
        foreach (var (index, there) in wanted.Zip(found))
        {
            shard.See(index, there, now);
        }
    }

    private async Task<DestinationObject?[]> ListAsync(int[] indexes, CancellationToken cancellationToken)
    {
        await using var destination = new DestinationCursor(shard.Job.Destination.Reader, shard.Job.Mapping);
        var found = new DestinationObject?[indexes.Length];
        for (var i = 0; i < indexes.Length; i++)
        {
            found[i] = await destination.FindAsync(shard.Manifest.Entries[indexes[i]].Key, cancellationToken);
        }

        return found;
    }

    /// <summary>
    /// A listing in another order can't be entered at a key, and sorting it for a few keys isn't worth it; an order that isn't certain isn't relied on.
    /// </summary>
    private async Task<DestinationObject?[]> AskAsync(int[] indexes, CancellationToken cancellationToken)
    {
        var found = new DestinationObject?[indexes.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AsksAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, indexes.Length, options, async (i, token) =>
        {
            var key = shard.Job.Mapping.ToDestination(shard.Manifest.Entries[indexes[i]].Key);
            found[i] = await shard.Job.Destination.Reader.HeadAsync(key, token) is { } info ? DestinationObject.Of(info) : null;
        });
        return found;
    }
}

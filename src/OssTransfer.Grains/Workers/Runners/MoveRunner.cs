using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Shards;
using OssTransfer.Grains.Timing;
using OssTransfer.Grains.Workers.Batches;
using OssTransfer.Grains.Workers.Leases;
using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.LargeObjects;

namespace OssTransfer.Grains.Workers.Runners;

/// <summary>
/// Opens a move shard and walks it (<see cref="ShardWalk"/>).
/// A shard of one very large object is its finish shard: it starts the upload, lets part shards move the parts, and completes it; those come through here too.
/// </summary>
internal sealed class MoveRunner(IGrainFactory grains, WorkingShards shards, BatchResults results, GrainsOptions options, TimeProvider time)
{
    // Last-Modified has whole seconds, and the clock's offset is known to about one.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(3);

    /// <summary>Works on a move or part shard; the run may be null for one that has nothing to do with part shards.</summary>
    public async Task<ShardEnd> RunAsync(OpenJob job, ShardTicket ticket, RunState? run, CancellationToken cancellationToken)
    {
        var rows = new PartShardRows(grains, job.Incarnation);
        if (ticket.Shard.Kind == ShardKind.Part)
        {
            var share = run?.Parts.GetValueOrDefault(ticket.List) is { } planned ? await rows.ShareAsync(ticket.Shard, planned, cancellationToken) : null;
            return share is null ? ShardEnd.Finished with { EndsUpload = true } : await WalkAsync(job, ticket, share, [], cancellationToken);
        }

        if (run?.Parts.GetValueOrDefault(ticket.Number) is not { } parts)
        {
            return await WalkAsync(job, ticket, null, [], cancellationToken);
        }

        var end = await WalkAsync(job, ticket, null, await rows.SharesAsync(ticket.Shard, parts, cancellationToken), cancellationToken);
        if (end.IsFinished)
        {
            await rows.ClearAsync(ticket.Shard, parts, cancellationToken);
        }

        return end;
    }

    private async Task<ShardEnd> WalkAsync(
        OpenJob job, ShardTicket ticket, LargeObjectState? share, IReadOnlyList<LargeObjectState> shares, CancellationToken cancellationToken)
    {
        var grain = grains.GetGrain<IShardGrain>(ticket.Shard.ToGrainKey(job.Incarnation));
        var content = await grain.ReadAsync(true);
        if (content.Attempt != ticket.Attempt || ShardManifest.DigestOf(content.Manifest) != ticket.Digest)
        {
            return ShardEnd.GivenBack;
        }

        var manifest = ManifestCodec.Decode(content.Manifest);
        using var shard = new WorkingShard(job, ticket, manifest, ProgressCodec.Decode(manifest, content.Progress), share, cancellationToken);
        if (share is null && ticket.Attempt > 1)
        {
            await LookAgainAsync(shard, content.FirstTakenTicks, cancellationToken);
        }

        var walk = new ShardWalk(shard, grain, grains.GetGrain<ITransferWorkerGrain>(0), results, options, time);
        if (!await walk.JoinAsync(shares))
        {
            return ShardEnd.GivenBack;
        }

        shards.Add(shard);
        try
        {
            return await walk.RunAsync(cancellationToken);
        }
        finally
        {
            // Whatever ended the walk, no batch of it goes on.
            await shard.StopAsync();
            shards.Remove(shard);
        }
    }

    /// <summary>An earlier attempt may have written objects whose outcome it could not tell any more: what is there since then is ours.</summary>
    private static async Task LookAgainAsync(WorkingShard shard, long firstTakenTicks, CancellationToken cancellationToken)
    {
        var destination = new DestinationCursor(shard.Job.Destination.Reader, shard.Job.Mapping);
        var since = firstTakenTicks - ClockTolerance.Ticks;
        foreach (var index in shard.Pending.ToArray())
        {
            var entry = shard.Manifest.Entries[index];
            if (await destination.FindAsync(entry.Key, cancellationToken) is { } found)
            {
                var isOurs = entry.Record?.Wrote(found) == true || found.LastModified.UtcTicks >= since;
                shard.Items[index] = shard.Items[index]! with { Destination = found, IsOurs = isOurs };
            }
        }
    }
}

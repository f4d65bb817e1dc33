using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Grains.Shards;
using OssTransfer.Grains.Workers.Batches;
using OssTransfer.Grains.Workers.Open;
using OssTransfer.Grains.Workers.Pulling;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer;
using OssTransfer.Transfer.LargeObjects;

namespace OssTransfer.Grains.Workers.Runners;

/// <summary>
/// Opens a move shard and walks it (<see cref="ShardWalk"/>).
/// A shard of one very large object is its finish shard: it starts the upload, lets part shards move the parts, and completes it; those come through here too.
/// </summary>
internal sealed class MoveRunner(IGrainFactory grains, WorkingShards shards, BatchResults results, EndedObjectLog log, GrainsOptions options, TimeProvider time)
{
    /// <summary>Works on a move or part shard; the run may be null for one that has nothing to do with part shards.</summary>
    public async Task<ShardEnd> RunAsync(PulledShard pulled, RunState? run, CancellationToken cancellationToken)
    {
        var (job, ticket) = (pulled.Job, pulled.Ticket);
        var rows = new PartShardRows(grains, job.Incarnation);
        if (ticket.Shard.Kind == ShardKind.Part)
        {
            var window = run?.Parts.GetValueOrDefault(ticket.Shard.FinishShard().Number) is { } planned
                ? await rows.WindowAsync(ticket.Shard, planned, cancellationToken)
                : null;
            return window is null ? ShardEnd.Finished with { EndsUpload = true } : await WalkAsync(pulled, window, [], cancellationToken);
        }

        if (run?.Parts.GetValueOrDefault(ticket.Number) is not { } parts)
        {
            return await WalkAsync(pulled, null, [], cancellationToken);
        }

        var end = await WalkAsync(pulled, null, await rows.ProgressAsync(ticket.Shard, parts, cancellationToken), cancellationToken);
        if (end.IsFinished)
        {
            await rows.ClearAsync(ticket.Shard, parts, cancellationToken);
        }

        return end;
    }

    /// <summary>
    /// Makes sure that the shard records when it was first taken, by the destination's clock: a later attempt tells its predecessors' writes from others' by
    /// that time. Asks the destination where no answer has shown its clock here yet: another silo's difference says nothing of this one's.
    /// </summary>
    private async Task<ShardContent> EnsureFirstTakenAsync(
        OpenJob job, ShardTicket ticket, IShardGrain grain, ShardContent content, CancellationToken cancellationToken)
    {
        if (content.FirstTakenTicks != 0 || !job.Destination.Traits.ReportsTime)
        {
            return content;
        }

        await StoreClock.LearnAsync(job.Destination, job.Mapping.DestinationPrefix, cancellationToken);
        if (job.DestinationTicks(time) is not { } ticks)
        {
            return content;
        }

        try
        {
            await grain.NoteFirstTakenAsync(ticket.Digest, ticket.Attempt, ticks);
            return content with { FirstTakenTicks = ticks };
        }
        catch (OrleansException)
        {
            // The shard's grain is on a silo of a version before.
            return content;
        }
    }

    private async Task<ShardEnd> WalkAsync(
        PulledShard pulled, LargeObjectState? window, IReadOnlyList<ShardProgress> parts, CancellationToken cancellationToken)
    {
        var (job, ticket) = (pulled.Job, pulled.Ticket);
        var grain = grains.GetGrain<IShardGrain>(ticket.Shard.ToGrainKey(job.Incarnation));
        var content = await grain.ReadAsync(true);
        if (content.Attempt != ticket.Attempt || ShardManifest.DigestOf(content.Manifest) != ticket.Digest)
        {
            return ShardEnd.GivenBack;
        }

        content = window is null ? await EnsureFirstTakenAsync(job, ticket, grain, content, cancellationToken) : content;
        using var shard = new WorkingShard(job, ticket, grain, content, window, pulled.Board, cancellationToken) { ReportsEnded = log.IsWanted };
        var refresh = new DestinationRefresh(shard, time);
        if (window is null && !shard.Manifest.IsCompared && (ticket.Attempt > 1 || pulled.WasPausedSince || shard.Manifest.SeenAt is null))
        {
            await refresh.RefreshAllAsync(shard.Pending, cancellationToken);
        }

        var walk = new ShardWalk(shard, grain, grains.GetGrain<ITransferWorkerGrain>(0), results, log, refresh, options, time);
        if (!await walk.JoinAsync(parts, cancellationToken))
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
            pulled.HasRecordedSends = walk.HasRecordedSends;
        }
    }
}

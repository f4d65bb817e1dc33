using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Shards;
using OssTransfer.Grains.Timing;
using OssTransfer.Grains.Workers.Batches;
using OssTransfer.Grains.Workers.Leases;
using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Workers.Runners;

/// <summary>
/// Walks a move shard's manifest in batches, two in flight; every batch's outcomes are durable before the next one starts in its place,
/// and those of a slow one every few seconds.
/// A shard of one very large object is its finish shard: it starts the upload, lets part shards move the parts, and completes it; those come through here too.
/// </summary>
internal sealed class MoveRunner(IGrainFactory grains, WorkingShards shards, GrainsOptions options, TimeProvider time)
{
    private const int BatchesInFlight = 2;
    private const int BatchObjects = 256;
    private const long BatchBytes = 64 << 20;

    // What ended is not done again after a crash, and seen in reports, from then on.
    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(3);

    // Last-Modified has whole seconds, and the clock's offset is known to about one.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(3);

    /// <summary>Works on a move or part shard; the run may be null for one that has nothing to do with part shards.</summary>
    public async Task<ShardEnd> RunAsync(OpenJob job, ShardTicket ticket, RunState? run, CancellationToken cancellationToken)
    {
        var rows = new PartShardRows(grains, job.Incarnation);
        if (ticket.Shard.Kind == ShardKind.Part)
        {
            var share = run?.Parts.GetValueOrDefault(ticket.List) is { } planned ? await rows.ShareAsync(ticket.Shard, planned, cancellationToken) : null;
            return share is null ? ShardEnd.Finished with { EndsUpload = true } : await RunAsync(job, ticket, share, [], cancellationToken);
        }

        if (run?.Parts.GetValueOrDefault(ticket.Number) is not { } parts)
        {
            return await RunAsync(job, ticket, null, [], cancellationToken);
        }

        var end = await RunAsync(job, ticket, null, await rows.SharesAsync(ticket.Shard, parts, cancellationToken), cancellationToken);
        if (end.IsFinished)
        {
            await rows.ClearAsync(ticket.Shard, parts, cancellationToken);
        }

        return end;
    }

    private async Task<ShardEnd> RunAsync(
        OpenJob job, ShardTicket ticket, LargeObjectState? share, IReadOnlyList<LargeObjectState> shares, CancellationToken cancellationToken)
    {
        var grain = grains.GetGrain<IShardGrain>(ticket.Shard.ToGrainKey(job.Incarnation));
        var content = await grain.ReadAsync(true);
        if (content.Attempt != ticket.Attempt || ShardManifest.DigestOf(content.Manifest) != ticket.Digest)
        {
            return ShardEnd.GivenBack;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var manifest = ManifestCodec.Decode(content.Manifest);
        var shard = new WorkingShard(job, ticket, manifest, ProgressCodec.Decode(manifest, content.Progress), share, stop.Token);
        if (share is null && ticket.Attempt > 1)
        {
            await LookAgainAsync(shard, content.FirstTakenTicks, cancellationToken);
        }

        if (shares.Count > 0 && !await JoinAsync(shard, grain, shares))
        {
            return ShardEnd.GivenBack;
        }

        shards.Add(shard);
        try
        {
            return await WalkAsync(shard, grain, stop, cancellationToken);
        }
        finally
        {
            // Whatever ended the walk, no batch of it goes on.
            await stop.CancelAsync();
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

    /// <summary>What the part shards have done goes into the object's own steps. False: another attempt has the shard.</summary>
    private static async Task<bool> JoinAsync(WorkingShard shard, IShardGrain grain, IReadOnlyList<LargeObjectState> shares)
    {
        var (index, step) = shard.Progress.Large.Single();
        var joined = LargeObjectPlan.Join(step, shares);
        return ReferenceEquals(joined, step)
            || await CheckpointAsync(shard, grain, new(ProgressCodec.Encode(shard.Manifest, [], [new(index, joined)]), 0, 0), new());
    }

    private async Task<ShardEnd> WalkAsync(WorkingShard shard, IShardGrain grain, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        var end = new EndOfWalk();
        var options = new ParallelOptions { MaxDegreeOfParallelism = BatchesInFlight, CancellationToken = stop.Token };
        try
        {
            await Parallel.ForEachAsync(Batches(shard), options, async (batch, _) =>
            {
                var goesOn = false;
                try
                {
                    goesOn = await RunBatchAsync(shard, grain, batch, end, stop);
                }
                finally
                {
                    if (!goesOn)
                    {
                        await stop.CancelAsync();
                    }
                }
            });
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // One batch has ended the walk; what the others had done is durable or is done again.
        }

        return (shard.Pending.Any() ? ShardEnd.GivenBack : ShardEnd.Finished) with
        {
            PauseReason = end.PauseReason,
            PauseCode = end.PauseCode,
            PartShards = end.PartShards,
            EndsUpload = shard.IsShareLost,
        };
    }

    /// <summary>Large objects first, each a batch of its own, so that none is left for the end; then the small ones.</summary>
    private static IEnumerable<int[]> Batches(WorkingShard shard)
    {
        var pending = shard.Pending.ToLookup(index => IsLarge(shard, index));
        foreach (var index in pending[true])
        {
            yield return [index];
        }

        var batch = new List<int>(BatchObjects);
        long bytes = 0;
        foreach (var index in pending[false])
        {
            batch.Add(index);
            bytes += Math.Max(0, shard.Items[index]!.Size);
            if (batch.Count == BatchObjects || bytes >= BatchBytes)
            {
                yield return [.. batch];
                batch.Clear();
                bytes = 0;
            }
        }

        if (batch.Count > 0)
        {
            yield return [.. batch];
        }
    }

    /// <summary>False: the walk must end.</summary>
    private async Task<bool> RunBatchAsync(WorkingShard shard, IShardGrain grain, int[] batch, EndOfWalk end, CancellationTokenSource stop)
    {
        if (batch is not [var only] || !IsLarge(shard, only))
        {
            return await MoveAsync(shard, grain, batch, end, stop);
        }

        var worker = grains.GetGrain<ITransferWorkerGrain>(0);
        while (!shard.IsOver(only))
        {
            if (PartShardsFor(shard, only) is var parts and > 0)
            {
                end.PartShards = parts;
                return false;
            }

            if (!await CheckpointAsync(shard, grain, await worker.StepAsync(shard.Job.Incarnation, shard.Ticket, only), end))
            {
                return false;
            }

            stop.Token.ThrowIfCancellationRequested();
        }

        return true;
    }

    /// <summary>Moves a batch of small objects. False: the walk must end; what had ended is durable all the same, where the shard is still ours.</summary>
    private async Task<bool> MoveAsync(WorkingShard shard, IShardGrain grain, int[] batch, EndOfWalk end, CancellationTokenSource stop)
    {
        var worker = grains.GetGrain<ITransferWorkerGrain>(0);
        var moving = worker.MoveAsync(shard.Job.Incarnation, shard.Ticket, batch);
        var goesOn = true;
        try
        {
            while (goesOn && !await moving.EndsWithinAsync(CheckpointEvery, time, CancellationToken.None))
            {
                goesOn = await CheckpointAsync(shard, grain, await worker.EndedAsync(shard.Job.Incarnation, shard.Ticket), end);
            }
        }
        finally
        {
            // Whatever ended the waiting: no batch outlives its walk.
            if (!moving.IsCompleted)
            {
                await stop.CancelAsync();
                await ((Task)moving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return await CheckpointAsync(shard, grain, await moving, end) && goesOn;
    }

    /// <summary>How many part shards shall move the parts that come next; 0: this shard does it.</summary>
    private int PartShardsFor(WorkingShard shard, int index)
    {
        var step = shard.StepOf(index);
        if (shard.Manifest.Entries.Count > 1 || step is not { Window: null, Upload: { } upload } || upload.Version.Size < options.SplitBytes
            || LargeObjectPlan.Next(step) is not LargeObjectAction.MoveParts)
        {
            return 0;
        }

        var shards = (int)Math.Min(upload.PartCount, (upload.Version.Size + options.PartShardBytes - 1) / options.PartShardBytes);
        return shards > 1 ? shards : 0;
    }

    private static bool IsLarge(WorkingShard shard, int index) =>
        shard.Progress.Large.ContainsKey(index) || TransferEngine.IsLarge(shard.Job.Context, shard.Items[index]!.Size);

    private static async Task<bool> CheckpointAsync(WorkingShard shard, IShardGrain grain, BatchResult result, EndOfWalk end)
    {
        if (result.Delta.Length > 0)
        {
            if (!await grain.CheckpointAsync(shard.Ticket.Digest, shard.Ticket.Attempt, result.Delta))
            {
                return false;
            }

            shard.Apply(result.Delta);
            shard.Job.Counters.Add(result.Objects, result.Bytes);
        }

        end.Note(result);
        return !result.IsCut && result.PauseReason is null;
    }

    /// <summary>Why the walk ended early, from whichever batch knew it first.</summary>
    private sealed class EndOfWalk
    {
        private BatchResult? _first;

        public int PartShards { get; set; }

        public string? PauseReason => _first?.PauseReason;

        public int PauseCode => _first?.PauseCode ?? 0;

        public void Note(BatchResult result)
        {
            if (result.PauseReason is not null)
            {
                Interlocked.CompareExchange(ref _first, result, null);
            }
        }
    }
}

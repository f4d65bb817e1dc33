using System.Runtime.ExceptionServices;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Grains.Shards;
using OssTransfer.Grains.Timing;
using OssTransfer.Grains.Workers.Batches;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer;
using OssTransfer.Transfer.LargeObjects;

namespace OssTransfer.Grains.Workers.Runners;

/// <summary>
/// One attempt at a move shard: its manifest in batches, two in flight; every batch's outcomes are durable before the next one starts in its place,
/// and those of a slow one every few seconds.
/// </summary>
internal sealed class ShardWalk(
    WorkingShard shard,
    IShardGrain grain,
    ITransferWorkerGrain worker,
    BatchResults results,
    EndedObjectLog log,
    DestinationRefresh refresh,
    GrainsOptions options,
    TimeProvider time)
{
    private const int BatchesInFlight = 2;
    private const int BatchObjects = 256;
    private const long BatchBytes = 64 << 20;

    // What ended is not done again after a crash, and seen in reports, from then on.
    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(3);

    // An object's step is stored whole: with thousands of parts that is some hundred kilobytes.
    private static readonly TimeSpan PartsNotedEvery = TimeSpan.FromSeconds(10);

    // From whichever batch knew first why the job must pause.
    private Pause? _pause;

    // Of the batch that failed first. It stops the others, and a stop would hide it.
    private ExceptionDispatchInfo? _failure;
    private int _partShards;

    // Batches and steps that may have sent something that isn't durable.
    private int _unrecorded;

    /// <summary>What this attempt sent is durable, all of it.</summary>
    public bool HasRecordedSends => Volatile.Read(ref _unrecorded) == 0;

    /// <summary>What the part shards have done goes into the object's own steps. False: another attempt has the shard.</summary>
    public async Task<bool> JoinAsync(IReadOnlyList<ShardProgress> parts, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // An object that has ended has no step any more; what is left of its part shards is only forgotten.
        if (parts.Count == 0 || shard.Progress.Large.IsEmpty)
        {
            return true;
        }

        var (index, step) = shard.Progress.Large.Single();
        var joined = LargeObjectPlan.Join(step, [.. parts.Select(part => part.Large[0])]);
        var sends = ShardSends.None with { MayBeShort = parts.Any(IsShort) };
        return ReferenceEquals(joined, step) || await CheckpointAsync(new(ProgressCodec.Encode(shard.Manifest, [], [new(index, joined)], null, sends), 0, 0));
    }

    /// <summary>An attempt at a part shard was lost, or is still under way although nothing waits for it any more.</summary>
    private static bool IsShort(ShardProgress part) => part.Sends.MayBeShort || !(part.Sends.IsComplete || LargeObjectPlan.IsWindowOver(part.Large[0]));

    /// <summary>Works on all that isn't over. What ends it early is in the answer; an end from outside, and what goes wrong in a batch, is thrown.</summary>
    public async Task<ShardEnd> RunAsync(CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = BatchesInFlight, CancellationToken = shard.Stopping };
        try
        {
            await Parallel.ForEachAsync(Batches(), parallel, async (batch, _) => await RunOrStopAsync(batch));
        }
        catch (OperationCanceledException) when (shard.Stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // One batch has ended the walk; what the others had done is durable or is done again.
        }

        _failure?.Throw();
        return (shard.Pending.Any() ? ShardEnd.GivenBack : ShardEnd.Finished) with
        {
            Pause = _pause,
            PartShards = _partShards,
            EndsUpload = shard.IsUploadLost,
        };
    }

    /// <summary>Large objects first, each a batch of its own, so that none is left for the end; then the small ones.</summary>
    private IEnumerable<int[]> Batches()
    {
        var pending = shard.Pending.ToLookup(IsLarge);
        foreach (var index in pending[true])
        {
            yield return [index];
        }

        var batch = new List<int>(BatchObjects);
        long bytes = 0;
        foreach (var index in pending[false])
        {
            batch.Add(index);
            bytes += shard.Items[index]!.Size ?? 0;
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

    private async Task RunOrStopAsync(int[] batch)
    {
        var goesOn = false;
        try
        {
            await refresh.RefreshStaleAsync(batch, shard.Stopping);
            goesOn = batch is [var only] && IsLarge(only) ? await StepAsync(only) : await MoveAsync(batch);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
        }
        finally
        {
            if (!goesOn)
            {
                await shard.StopAsync();
            }
        }
    }

    /// <summary>Moves a large object step by step. False: the walk must end.</summary>
    private async Task<bool> StepAsync(int index)
    {
        shard.BeginFlight(index);
        try
        {
            return await RunStepsAsync(index);
        }
        finally
        {
            shard.EndFlight(index);
        }
    }

    private async Task<bool> RunStepsAsync(int index)
    {
        while (!shard.IsOver(index))
        {
            if (PartShardsFor(index) is var parts and > 0)
            {
                _partShards = parts;
                return false;
            }

            Interlocked.Increment(ref _unrecorded);
            var goesOn = await NoteAsync(
                worker.StepAsync(shard.Job.Incarnation, shard.Ticket, index), PartsNotedEvery, () => results.TakeParts(shard, index));
            if (!goesOn)
            {
                return false;
            }

            shard.Stopping.ThrowIfCancellationRequested();
        }

        return true;
    }

    /// <summary>Moves a batch of small objects. False: the walk must end; what had ended is durable all the same, where the shard is still ours.</summary>
    private async Task<bool> MoveAsync(int[] batch)
    {
        Interlocked.Increment(ref _unrecorded);
        return await NoteAsync(worker.MoveAsync(shard.Job.Incarnation, shard.Ticket, batch), CheckpointEvery, () => results.TakeEnded(shard));
    }

    /// <summary>Makes durable what work comes to, on the way and at its end. False: the walk must end.</summary>
    private async Task<bool> NoteAsync(Task<BatchResult> moving, TimeSpan every, Func<BatchResult> takeEnded)
    {
        var goesOn = true;
        try
        {
            while (goesOn && !await moving.EndsWithinAsync(every, time, CancellationToken.None))
            {
                goesOn = await CheckpointAsync(takeEnded());
            }
        }
        finally
        {
            // Whatever ended the waiting: no batch outlives its walk.
            if (!moving.IsCompleted)
            {
                await shard.StopAsync();
                await ((Task)moving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        goesOn &= await CheckpointAsync(await moving);
        Interlocked.Decrement(ref _unrecorded);
        return goesOn;
    }

    /// <summary>How many part shards shall move the parts that come next; 0: this shard does it.</summary>
    private int PartShardsFor(int index)
    {
        var step = shard.StepOf(index);
        if (shard.Manifest.Entries.Count > 1 || step is not { Window: null, Upload: { Version.Size: { } size } upload } || size < options.SplitBytes
            || LargeObjectPlan.Next(step) is not LargeObjectAction.MoveParts)
        {
            return 0;
        }

        var shards = (int)Math.Min(upload.PartCount, (size + options.PartShardBytes - 1) / options.PartShardBytes);
        return shards > 1 ? shards : 0;
    }

    private bool IsLarge(int index) => !shard.Manifest.IsCompared
        && (shard.Progress.Large.ContainsKey(index) || TransferEngine.IsLarge(shard.Job.Context, shard.Items[index]!.Size));

    /// <summary>Makes a result durable. False: the walk must end.</summary>
    private async Task<bool> CheckpointAsync(BatchResult result)
    {
        if (result.Delta.Length > 0)
        {
            var begun = time.GetTimestamp();
            if (!await grain.CheckpointAsync(shard.Ticket.Digest, shard.Ticket.Attempt, result.Delta))
            {
                return false;
            }

            GrainsMetrics.Checkpointed(time.GetElapsedTime(begun));

            var (before, now) = shard.Apply(result.Delta);
            if (shard.ReportsEnded)
            {
                log.Write(shard, before, now);
            }

            shard.Job.Counters.Add(result.Objects, result.Bytes);
        }

        if (result.Pause is { } pause)
        {
            Interlocked.CompareExchange(ref _pause, pause, null);
        }

        return !result.IsCut && result.Pause is null;
    }
}

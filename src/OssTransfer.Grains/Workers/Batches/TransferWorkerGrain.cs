using Orleans.Concurrency;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Storage;
using OssTransfer.Transfer;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Workers.Batches;

/// <inheritdoc cref="ITransferWorkerGrain"/>
[StatelessWorker(MostAtOnce)]
internal sealed class TransferWorkerGrain(WorkingShards shards, TransferEngine engine, BatchResults results) : Grain, ITransferWorkerGrain
{
    private const int MostAtOnce = 2048;

    // A step ends after so many, to begin again from what is durable.
    private const int PartsAtOnce = 32;

    public async Task<BatchResult> MoveAsync(ulong incarnation, ShardTicket ticket, int[] indexes)
    {
        if (shards.Find(incarnation, ticket) is not { } shard)
        {
            return BatchResult.NotHere;
        }

        var items = indexes.Select(index => shard.Items[index]!).ToArray();
        var context = shard.Job.Context with { Board = shard.Board, Trace = shard.Trace };
        await (shard.Manifest.IsCompared
            ? engine.CompareAsync(context, items, shard.Job.Spec.Check.Depth, shard.End, shard.Stopping)
            : engine.MoveAsync(context, items, shard.End, shard.Stopping));
        var result = results.TakeEnded(shard);
        return result with { IsCut = result.IsCut || shard.Stopping.IsCancellationRequested };
    }

    public async Task<BatchResult> StepAsync(ulong incarnation, ShardTicket ticket, int index)
    {
        if (shards.Find(incarnation, ticket) is not { } shard)
        {
            return BatchResult.NotHere;
        }

        var state = shard.StepOf(index);
        if (!shard.Progress.Large.ContainsKey(index))
        {
            // The intent is durable before anything is done.
            return results.Of(shard, [], [new(index, state)]);
        }

        var action = LargeObjectPlan.Next(state);
        if (action is LargeObjectAction.Finished finished)
        {
            shard.EndLarge(finished.Outcome);
            return results.Of(shard, [finished.Outcome], []);
        }

        var parts = new MovingParts(state);
        try
        {
            shard.Parts[index] = parts;
            var context = shard.Job.Context with { Trace = shard.Trace };
            var happened = await engine.Large(context, shard.Stepping(index), parts.Add).ActAsync(state, Bounded(action), shard.Stopping);
            return happened is LargeObjectEvent.Interrupted interrupted
                ? Interrupted(shard, state, interrupted)
                : Stepped(shard, state, happened, bytesNoted: parts.End());
        }
        catch (OperationCanceledException) when (shard.Stopping.IsCancellationRequested)
        {
            // Steps that send something end with what they sent.
            return BatchResult.NotHere;
        }
        finally
        {
            shard.Parts.TryRemove(index, out _);
        }
    }

    private static LargeObjectAction Bounded(LargeObjectAction action) => action is LargeObjectAction.MoveParts parts
        ? new LargeObjectAction.MoveParts([.. parts.Numbers.Take(PartsAtOnce)])
        : action;

    private BatchResult Stepped(WorkingShard shard, LargeObjectState state, LargeObjectEvent happened, long bytesNoted)
    {
        var next = LargeObjectPlan.Apply(state, happened);
        var bytes = next.Parts.Sum(part => part.Size) - state.Parts.Sum(part => part.Size);
        var result = next.Window is null && LargeObjectPlan.Next(next) is LargeObjectAction.Finished finished
            ? Finished(shard, state, finished.Outcome)
            : results.Of(shard, [], [new(state.Index, next)]);
        return result with { Bytes = Math.Max(0, bytes - bytesNoted), IsCut = IsCut(happened), Pause = PauseOf(happened) ?? result.Pause };
    }

    /// <summary>An outcome that doesn't end the object leaves its step as it was, but for what was sent.</summary>
    private BatchResult Finished(WorkingShard shard, LargeObjectState state, TransferOutcome outcome)
    {
        shard.EndLarge(outcome);
        return results.Of(
            shard,
            [outcome],
            BatchResults.HasEnded(outcome) ? [] : [new(state.Index, state with { ObjectsSent = outcome.ObjectsSent, BytesSent = outcome.BytesSent })]);
    }

    /// <summary>Parts that were moved count, whatever ended the others.</summary>
    private static bool IsCut(LargeObjectEvent happened) =>
        happened is LargeObjectEvent.PartsTried tried && tried.Parts.Any(part => part.Failure is { Kind: StorageErrorKind.LeaseLost });

    private static Pause? PauseOf(LargeObjectEvent happened) =>
        (happened as LargeObjectEvent.PartsTried)?.Parts.Select(part => part.Failure).FirstOrDefault(failure => failure is { IsFatalForJob: true }) is { } fatal
            ? Pauses.For(fatal)
            : null;

    private BatchResult Interrupted(WorkingShard shard, LargeObjectState state, LargeObjectEvent.Interrupted interrupted)
    {
        var result = interrupted.BytesSent > 0
            ? results.Of(shard, [], [new(state.Index, LargeObjectPlan.Apply(state, interrupted))])
            : new BatchResult([], 0, 0);
        return interrupted.Failure is null or { Kind: StorageErrorKind.LeaseLost }
            ? result with { IsCut = true }
            : result with { Pause = Pauses.For(interrupted.Failure) };
    }
}

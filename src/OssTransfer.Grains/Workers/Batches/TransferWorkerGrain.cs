using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using OssTransfer.Grains.Jobs;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Workers.Batches;

/// <inheritdoc cref="ITransferWorkerGrain"/>
[StatelessWorker(MostAtOnce)]
internal sealed class TransferWorkerGrain(WorkingShards shards, TransferEngine engine, ILogger<TransferWorkerGrain> logger) : Grain, ITransferWorkerGrain
{
    private const int MostAtOnce = 2048;

    // Outcomes of parts become durable at least this often.
    private const int PartsAtOnce = 32;

    public async Task<BatchResult> MoveAsync(ulong incarnation, ShardTicket ticket, int[] indexes)
    {
        if (shards.Find(incarnation, ticket) is not { } shard)
        {
            return BatchResult.NotHere;
        }

        var items = indexes.Select(index => shard.Items[index]!).ToArray();
        await engine.MoveAsync(shard.Job.Context, items, shard.Ended.Enqueue, shard.Stopping);
        var result = Ended(shard);
        return result with { IsCut = result.IsCut || shard.Stopping.IsCancellationRequested };
    }

    public Task<BatchResult> EndedAsync(ulong incarnation, ShardTicket ticket) =>
        Task.FromResult(shards.Find(incarnation, ticket) is { } shard ? Ended(shard) : BatchResult.NotHere);

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
            return Result(shard, [], [new(index, state)]);
        }

        var action = LargeObjectPlan.Next(state);
        if (action is LargeObjectAction.Finished finished)
        {
            return Result(shard, [finished.Outcome], []);
        }

        var happened = await engine.Large(shard.Job.Context, shard.Items[index]!).ActAsync(state, Bounded(action), shard.Stopping);
        return happened is LargeObjectEvent.Interrupted interrupted ? Interrupted(interrupted.Failure) : Stepped(shard, state, happened);
    }

    private BatchResult Ended(WorkingShard shard)
    {
        var outcomes = new List<TransferOutcome>();
        while (shard.Ended.TryDequeue(out var outcome))
        {
            outcomes.Add(outcome);
        }

        // In a checkpoint, indexes that follow one another take the least room.
        outcomes.Sort((one, other) => one.Index.CompareTo(other.Index));
        return Result(shard, outcomes, []);
    }

    private static LargeObjectAction Bounded(LargeObjectAction action) => action is LargeObjectAction.MoveParts parts
        ? new LargeObjectAction.MoveParts([.. parts.Numbers.Take(PartsAtOnce)])
        : action;

    private BatchResult Stepped(WorkingShard shard, LargeObjectState state, LargeObjectEvent happened)
    {
        var next = LargeObjectPlan.Apply(state, happened);
        var bytes = next.Parts.Sum(part => part.Size) - state.Parts.Sum(part => part.Size);
        var result = next.Window is null && LargeObjectPlan.Next(next) is LargeObjectAction.Finished finished
            ? Result(shard, [finished.Outcome], [])
            : Result(shard, [], [new(state.Index, next)]);
        return result with { Bytes = Math.Max(0, bytes), IsCut = IsCut(happened), PauseReason = PauseReason(happened)?.Reason, PauseCode = PauseReason(happened)?.Code ?? 0 };
    }

    /// <summary>Parts that were moved count, whatever ended the others.</summary>
    private static bool IsCut(LargeObjectEvent happened) =>
        happened is LargeObjectEvent.PartsTried tried && tried.Parts.Any(part => part.Failure is { Kind: StorageErrorKind.LeaseLost });

    private static (string Reason, int Code)? PauseReason(LargeObjectEvent happened) =>
        (happened as LargeObjectEvent.PartsTried)?.Parts.Select(part => part.Failure).FirstOrDefault(failure => failure is { IsFatalForJob: true }) is { } fatal
            ? (Reason(fatal), (int)ExitCodes.Of(fatal.Kind))
            : null;

    private static BatchResult Interrupted(TransferFailure failure) => failure.Kind == StorageErrorKind.LeaseLost
        ? BatchResult.NotHere
        : new([], 0, 0) { PauseReason = Reason(failure), PauseCode = (int)ExitCodes.OfPause(failure.Kind) };

    private BatchResult Result(WorkingShard shard, IReadOnlyCollection<TransferOutcome> outcomes, KeyValuePair<int, LargeObjectState>[] steps)
    {
        var fatal = outcomes.FirstOrDefault(outcome => outcome.Failure is { IsFatalForJob: true })?.Failure;
        var streak = 0;
        TransferFailure? latest = null;
        foreach (var outcome in outcomes.Where(outcome => outcome.Kind != OutcomeKind.None))
        {
            streak = Math.Max(streak, shard.Job.Failures.Count(outcome));
            if (outcome.Failure is { } failure)
            {
                latest = failure;
                Log.ObjectFailed(logger, shard.Job.JobId, shard.Items[outcome.Index]!.SourceKey.ToString(), failure.Reason);
            }
        }

        // What ended for a reason that no object escapes has not ended: it is tried again once the job goes on.
        var ended = outcomes.Where(outcome => outcome.Kind != OutcomeKind.None && !EndsNothing(outcome)).ToArray();
        return new(
            ended.Length + steps.Length > 0 ? ProgressCodec.Encode(shard.Manifest, ended, steps) : [],
            ended.Length,
            ended.Where(outcome => outcome.Kind == OutcomeKind.Transferred).Sum(outcome => outcome.Size))
        {
            IsCut = outcomes.Any(outcome => outcome.Failure is { Kind: StorageErrorKind.LeaseLost }),
            PauseReason = fatal is not null
                ? Reason(fatal)
                : streak >= shard.Job.Spec.Limits.MaxFailures ? $"{streak} equal failures in a row: {Reason(latest!)}" : null,
            PauseCode = (int)ExitCodes.OfPause(fatal?.Kind),
        };
    }

    private static bool EndsNothing(TransferOutcome outcome) => outcome.Failure is { IsFatalForJob: true } or { Kind: StorageErrorKind.LeaseLost };

    private static string Reason(TransferFailure failure) => failure.Side switch
    {
        TransferSide.Source => $"source: {failure.Reason}",
        TransferSide.Destination => $"destination: {failure.Reason}",
        _ => failure.Reason,
    };
}

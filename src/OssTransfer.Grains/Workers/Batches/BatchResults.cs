using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Workers.Batches;

/// <summary>What outcomes mean for their shard and their job: what becomes durable, and whether work goes on.</summary>
internal sealed class BatchResults(ILogger<TransferWorkerGrain> logger)
{
    /// <summary>What has ended in the shard and was not taken before.</summary>
    public BatchResult TakeEnded(WorkingShard shard)
    {
        var outcomes = new List<TransferOutcome>();
        while (shard.Ended.TryDequeue(out var outcome))
        {
            outcomes.Add(outcome);
        }

        // In a checkpoint, indexes that follow one another take the least room.
        outcomes.Sort((one, other) => one.Index.CompareTo(other.Index));
        return Of(shard, outcomes, []);
    }

    /// <summary>The parts of a large object that have been moved since its step began, with those that were taken before.</summary>
    public BatchResult TakeParts(WorkingShard shard, int index) =>
        shard.Parts.TryGetValue(index, out var parts) && parts.Take() is var (state, bytes)
            ? Of(shard, [], [new(index, state)]) with { Bytes = bytes }
            : new([], 0, 0);

    /// <summary>Outcomes and steps as a checkpoint takes them.</summary>
    public BatchResult Of(WorkingShard shard, IReadOnlyCollection<TransferOutcome> outcomes, KeyValuePair<int, LargeObjectState>[] steps)
    {
        outcomes = shard.Job.Spec.TrustsInventory ? [.. outcomes.Select(InventoryOutcome.Of)] : outcomes;
        var fatal = outcomes.FirstOrDefault(outcome => outcome.Failure is { IsFatalForJob: true })?.Failure;
        var streak = 0;
        TransferFailure? latest = null;
        foreach (var outcome in outcomes.Where(outcome => outcome.Kind != OutcomeKind.None))
        {
            streak = Math.Max(streak, shard.Job.Failures.Count(outcome));
            if (outcome is { Failure: { } failure, Difference: Difference.None })
            {
                latest = failure;
                Log.ObjectFailed(logger, shard.Job.JobId, FileListText.Escape(shard.Items[outcome.Index]!.SourceKey), failure.Reason);
            }
        }

        // What failed for a reason that stops the whole job has not ended: it is tried again once the job goes on.
        var ended = outcomes.Where(HasEnded).ToArray();
        GrainsMetrics.Ended(ended);
        var sends = SendsOf(outcomes.Where(outcome => !HasEnded(outcome) && !shard.Progress.Large.ContainsKey(outcome.Index))) with
        {
            // Whether a service made a copy that it gave no answer for, only the destination shows.
            MayBeShort = outcomes.Any(outcome => outcome.MayHaveCopied || (outcome.CopiedInside && !HasEnded(outcome))),
        };
        return new(
            ended.Length + steps.Length > 0 || !sends.IsNone ? ProgressCodec.Encode(shard.Manifest, ended, steps, DoubtsOf(ended), sends) : [],
            ended.Length,
            ended.Sum(outcome => outcome.Kind == OutcomeKind.Transferred ? outcome.Size ?? 0 : outcome.BytesRead))
        {
            IsCut = outcomes.Any(outcome => outcome.Failure is { Kind: StorageErrorKind.LeaseLost }),
            Pause = fatal is not null
                ? Pauses.For(fatal)
                : streak >= shard.Job.Spec.Limits.MaxFailures
                    ? new($"{streak} equal failures in a row: {latest!.ReasonWithSide}", ExitCodes.OfPause(null))
                    : null,
        };
    }

    /// <summary>Whether the object has ended, and not only this attempt at it.</summary>
    public static bool HasEnded(TransferOutcome outcome) =>
        outcome.Kind != OutcomeKind.None && outcome.Failure is not ({ IsFatalForJob: true } or { Kind: StorageErrorKind.LeaseLost });

    /// <summary>What went out of objects that haven't ended. Large ones keep that with their steps.</summary>
    private static ShardSends SendsOf(IEnumerable<TransferOutcome> open) => new(open
        .Where(outcome => outcome.ObjectsSent > 0 || outcome.BytesSent > 0)
        .ToImmutableSortedDictionary(outcome => outcome.Index, outcome => new SentCount(outcome.ObjectsSent, outcome.BytesSent)));

    /// <summary>Objects that ended with a write of ours at the destination whose end is unknown.</summary>
    private static ShardDoubts DoubtsOf(IEnumerable<TransferOutcome> ended) =>
        ShardDoubts.None.Add(ended.Where(outcome => outcome.MayHaveWritten).Select(outcome => outcome.Index));
}

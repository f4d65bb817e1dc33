using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Runs;

/// <summary>What a run's master hands out next, pure.</summary>
public static class NextAssignment
{
    /// <summary>The next shard that is free; null: nothing to do at present.</summary>
    public static Assignment? Of(JobState state, RunPolicy policy, Func<ShardId, bool> isHeld)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(isHeld);
        return state switch
        {
            { Status: JobStatus.Running, Run: { } run } => run.Phase switch
            {
                RunPhase.Transfer => NextTransfer(run, FileListTransitions.HasMore(state), policy, isHeld),
                RunPhase.Check => NextOf(run.Number, ShardKind.Check, run.Check!.Finished, run.Check.Shards, isHeld),
                RunPhase.Delete => NextOf(run.Number, ShardKind.Delete, run.Deletes!.Finished, run.Deletes.Shards, isHeld),
                RunPhase.Report => Free(ShardId.Only(run.Number, ShardKind.Report), 0, isHeld),
                _ => null,
            },
            _ when RunTransitions.NeedsCleanup(state) && !AnyOpenHeld(state.Run!, isHeld) =>
                Free(ShardId.Only(state.Run!.Number, ShardKind.Cleanup), 0, isHeld),
            _ => null,
        };
    }

    private static Assignment? NextTransfer(RunState run, bool hasMore, RunPolicy policy, Func<ShardId, bool> isHeld)
    {
        var list = ShardId.List(run.Number);
        if (!run.List.IsDone && hasMore && run.Open.Count < policy.ListsBelow && !isHeld(list))
        {
            return new(list, 0);
        }

        foreach (var (number, digest) in run.Open)
        {
            var next = run.Parts.GetValueOrDefault(number) is { } parts
                ? NextOfParts(run, number, parts, digest, isHeld)
                : Free(ShardId.Move(run.Number, number), digest, isHeld);
            if (next is not null)
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>The parts; then, once none of them is held, the finish shard.</summary>
    private static Assignment? NextOfParts(RunState run, int finish, PartShards parts, ulong digest, Func<ShardId, bool> isHeld)
    {
        var numbers = Enumerable.Range(parts.First, parts.Count).Select(number => ShardId.Part(run.Number, finish, number));
        if (!parts.IsAwaited)
        {
            return numbers.Any(isHeld) ? null : Free(ShardId.Move(run.Number, finish), digest, isHeld);
        }

        return numbers.Where(part => !parts.Ended.Contains(part.Number - parts.First))
            .Select(part => Free(part, digest, isHeld))
            .FirstOrDefault(free => free is not null);
    }

    private static Assignment? NextOf(int run, ShardKind kind, RangeSet finished, int shards, Func<ShardId, bool> isHeld)
    {
        for (var number = finished.FirstMissing(0); number < shards; number = finished.FirstMissing(number + 1))
        {
            if (Free(ShardId.Of(run, kind, number), 0, isHeld) is { } shard)
            {
                return shard;
            }
        }

        return null;
    }

    private static bool AnyOpenHeld(RunState run, Func<ShardId, bool> isHeld) =>
        isHeld(ShardId.List(run.Number))
        || run.OpenShards().Any(isHeld)
        || run.Parts.Any(parts => Enumerable.Range(0, parts.Value.Planned).Any(number => isHeld(ShardId.Part(run.Number, parts.Key, number))));

    private static Assignment? Free(ShardId shard, ulong digest, Func<ShardId, bool> isHeld) => isHeld(shard) ? null : new(shard, digest);
}

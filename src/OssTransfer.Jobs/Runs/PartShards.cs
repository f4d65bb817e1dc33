using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Runs;

/// <summary>
/// The parts of one very large object as shards of their own. The move shard that holds the object is its finish shard:
/// it alone starts, completes and aborts the upload, and waits, without a worker, while its part shards are moved.
/// </summary>
/// <param name="Attempt">The attempt at the finish shard that asked for them.</param>
/// <param name="First">The number of the first one; lower numbers belong to uploads that were given up.</param>
/// <param name="Count">How many they are.</param>
public sealed record PartShards(int Attempt, int First, int Count)
{
    /// <summary>Those that have ended, counted from <see cref="First"/>.</summary>
    public RangeSet Ended { get; init => field = value ?? RangeSet.Empty; } = RangeSet.Empty;

    /// <summary>One of them found that this upload can't be finished: the others are of no use any more.</summary>
    public bool IsOver { get; init; }

    /// <summary>All that were ever planned for the object, from 0.</summary>
    public int Planned => First + Count;

    /// <summary>The finish shard must wait for them.</summary>
    public bool IsAwaited => !IsOver && Ended.Count < Count;
}

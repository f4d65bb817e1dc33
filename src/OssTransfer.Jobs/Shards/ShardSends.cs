using System.Collections.Immutable;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Shards;

/// <summary>What attempts at a shard sent, besides what outcomes and steps record. Immutable.</summary>
/// <param name="Unfinished">What went out of objects that an attempt began and didn't end, over all attempts, by index.</param>
public sealed record ShardSends(ImmutableSortedDictionary<int, SentCount> Unfinished)
{
    /// <summary>Nothing.</summary>
    public static ShardSends None { get; } = new(ImmutableSortedDictionary<int, SentCount>.Empty);

    /// <summary>All that the present attempt sent is recorded; it sends nothing more.</summary>
    public bool IsComplete { get; init; }

    /// <summary>An attempt ended before all that it sent was recorded, as one does that is killed: what is counted is a lower bound.</summary>
    public bool MayBeShort { get; init; }

    /// <summary>There is nothing to say.</summary>
    public bool IsNone => Unfinished.IsEmpty && !IsComplete && !MayBeShort;

    /// <summary>With what an attempt records: it knows what those before it recorded.</summary>
    public ShardSends With(ShardSends later)
    {
        ArgumentNullException.ThrowIfNull(later);
        return new(Unfinished.SetItems(later.Unfinished)) { IsComplete = IsComplete || later.IsComplete, MayBeShort = MayBeShort || later.MayBeShort };
    }

    /// <summary>Without an object that has ended: its outcome counts all that went out.</summary>
    public ShardSends Without(int index) => Unfinished.ContainsKey(index) ? this with { Unfinished = Unfinished.Remove(index) } : this;

    /// <summary>For a next attempt.</summary>
    /// <param name="isOver">The present one left nothing to do.</param>
    public ShardSends Superseded(bool isOver) => this with { IsComplete = false, MayBeShort = MayBeShort || !(IsComplete || isOver) };
}

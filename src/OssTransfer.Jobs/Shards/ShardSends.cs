using System.Collections.Immutable;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Shards;

/// <summary>What attempts at a shard sent, beside what outcomes and steps tell. Immutable.</summary>
/// <param name="Told">What went out of objects that an attempt began and didn't end, over all attempts, by index.</param>
public sealed record ShardSends(ImmutableSortedDictionary<int, SentCount> Told)
{
    /// <summary>Nothing.</summary>
    public static ShardSends None { get; } = new(ImmutableSortedDictionary<int, SentCount>.Empty);

    /// <summary>The present attempt has told all that it sent; it sends nothing more.</summary>
    public bool IsWhole { get; init; }

    /// <summary>An attempt ended without telling all that it sent, as one does that is killed: what is counted is the least that went out.</summary>
    public bool IsLeast { get; init; }

    /// <summary>There is nothing to say.</summary>
    public bool IsNone => Told.IsEmpty && !IsWhole && !IsLeast;

    /// <summary>With what an attempt tells: it knows what those before it told.</summary>
    public ShardSends With(ShardSends later)
    {
        ArgumentNullException.ThrowIfNull(later);
        return new(Told.SetItems(later.Told)) { IsWhole = IsWhole || later.IsWhole, IsLeast = IsLeast || later.IsLeast };
    }

    /// <summary>Without an object that has ended: its outcome tells it all.</summary>
    public ShardSends Without(int index) => Told.ContainsKey(index) ? this with { Told = Told.Remove(index) } : this;

    /// <summary>For a next attempt.</summary>
    /// <param name="isOver">The present one left nothing to do.</param>
    public ShardSends Superseded(bool isOver) => this with { IsWhole = false, IsLeast = IsLeast || !(IsWhole || isOver) };
}

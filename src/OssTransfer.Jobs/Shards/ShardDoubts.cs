using System.Collections.Immutable;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Shards;

/// <summary>What attempts at a shard may have written without recording how it ended. Immutable.</summary>
/// <param name="Indexes">Entries whose key an attempt may have written, besides what its outcome says.</param>
/// <param name="Versions">Versions of the source that were noted before they were written, besides the listed ones, by index.</param>
public sealed record ShardDoubts(RangeSet Indexes, ImmutableSortedDictionary<int, ImmutableArray<SourceVersion>> Versions)
{
    /// <summary>No doubt about anything.</summary>
    public static ShardDoubts None { get; } = new(RangeSet.Empty, ImmutableSortedDictionary<int, ImmutableArray<SourceVersion>>.Empty);

    /// <summary>Nothing is in doubt, and no version was noted.</summary>
    public bool IsNone => Indexes.Count == 0 && Versions.IsEmpty;

    /// <summary>With these entries in doubt.</summary>
    public ShardDoubts Add(IEnumerable<int> indexes)
    {
        ArgumentNullException.ThrowIfNull(indexes);
        return this with { Indexes = indexes.Aggregate(Indexes, (set, index) => set.Add(index)) };
    }

    /// <summary>With a version that is going to be written; the same where it is noted already.</summary>
    public ShardDoubts Note(int index, SourceVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return IsNoted(index, version) ? this : this with { Versions = Versions.SetItem(index, NotedOf(index).Add(version)) };
    }

    /// <summary>Whether this version of an entry was noted.</summary>
    public bool IsNoted(int index, SourceVersion version) => NotedOf(index).Contains(version);

    /// <summary>The versions that were noted for an entry.</summary>
    public ImmutableArray<SourceVersion> NotedOf(int index) => Versions.TryGetValue(index, out var noted) ? noted : [];

    /// <summary>Both together.</summary>
    public ShardDoubts Join(ShardDoubts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var joined = Add(other.Indexes.Numbers);
        return other.Versions.Aggregate(joined, (all, noted) => noted.Value.Aggregate(all, (one, version) => one.Note(noted.Key, version)));
    }
}

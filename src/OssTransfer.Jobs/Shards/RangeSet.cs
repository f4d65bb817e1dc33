using System.Collections.Immutable;

namespace OssTransfer.Jobs.Shards;

/// <summary>A set of numbers from 0, kept as ascending ranges: a finished run of any length is one range.</summary>
public sealed class RangeSet : IEquatable<RangeSet>
{
    private readonly ImmutableArray<(int First, int Last)> _ranges;

    private RangeSet(ImmutableArray<(int First, int Last)> ranges) => _ranges = ranges;

    /// <summary>No number.</summary>
    public static RangeSet Empty { get; } = new([]);

    /// <summary>How many numbers it holds.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var (first, last) in _ranges)
            {
                count += last - first + 1;
            }

            return count;
        }
    }

    /// <summary>Rebuilds a set from <see cref="ToPairs"/>.</summary>
    public static RangeSet FromPairs(IReadOnlyList<int> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var ranges = ImmutableArray.CreateBuilder<(int, int)>(pairs.Count / 2);
        for (var i = 0; i + 1 < pairs.Count; i += 2)
        {
            ranges.Add((pairs[i], pairs[i + 1]));
        }

        return new(ranges.ToImmutable());
    }

    /// <summary>All numbers, ascending.</summary>
    public IEnumerable<int> Numbers => _ranges.SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1));

    /// <summary>First and last number of each range, in order.</summary>
    public IReadOnlyList<int> ToPairs() => [.. _ranges.SelectMany(r => new[] { r.First, r.Last })];

    /// <summary>Whether it holds the number.</summary>
    public bool Contains(int number)
    {
        var index = LastStartingAtOrBefore(number);
        return index >= 0 && _ranges[index].Last >= number;
    }

    /// <summary>With the number; the same set where it is there already.</summary>
    public RangeSet Add(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        var before = LastStartingAtOrBefore(number);
        if (before >= 0 && _ranges[before].Last >= number)
        {
            return this;
        }

        var joinsBefore = before >= 0 && _ranges[before].Last == number - 1;
        var joinsAfter = before + 1 < _ranges.Length && _ranges[before + 1].First == number + 1;
        return new((joinsBefore, joinsAfter) switch
        {
            (true, true) => _ranges.SetItem(before, (_ranges[before].First, _ranges[before + 1].Last)).RemoveAt(before + 1),
            (true, false) => _ranges.SetItem(before, (_ranges[before].First, number)),
            (false, true) => _ranges.SetItem(before + 1, (number, _ranges[before + 1].Last)),
            (false, false) => _ranges.Insert(before + 1, (number, number)),
        });
    }

    /// <summary>The smallest number not in the set that is at least <paramref name="from"/>.</summary>
    public int FirstMissing(int from)
    {
        var index = LastStartingAtOrBefore(from);
        return index >= 0 && _ranges[index].Last >= from ? _ranges[index].Last + 1 : from;
    }

    /// <inheritdoc/>
    public bool Equals(RangeSet? other) => other is not null && _ranges.AsSpan().SequenceEqual(other._ranges.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RangeSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _ranges.Length == 0 ? 0 : HashCode.Combine(_ranges.Length, _ranges[0], _ranges[^1]);

    private int LastStartingAtOrBefore(int number)
    {
        var (low, high) = (0, _ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_ranges[middle].First <= number)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }
}

using System.Collections.Immutable;
using System.Numerics;

namespace OssTransfer.Jobs.Shards;

/// <summary>
/// Shards of a run by their numbers, a bit each, bounded whatever the run's size: where there are too many for that, a bit stands for several neighbours, and
/// the set says of all of them that they may be in it. Immutable.
/// </summary>
public sealed class ShardSet
{
    /// <summary>Most bits of a set: 16 KiB.</summary>
    public const int MostBits = 1 << 17;

    private const int WordBits = 64;
    private readonly ImmutableArray<ulong> _words;

    private ShardSet(int width, ImmutableArray<ulong> words) => (Width, _words) = (width, words);

    /// <summary>No shard.</summary>
    public static ShardSet Empty { get; } = new(1, []);

    /// <summary>Shards that a bit stands for: a power of two.</summary>
    public int Width { get; }

    /// <summary>The bits.</summary>
    public ReadOnlySpan<ulong> Words => _words.AsSpan();

    /// <summary>Rebuilds a set.</summary>
    /// <exception cref="InvalidDataException">No set is like that.</exception>
    public static ShardSet From(int width, ReadOnlySpan<ulong> words) =>
        width > 0 && BitOperations.IsPow2(width) && words.Length <= MostBits / WordBits
            ? new(width, [.. words])
            : throw new InvalidDataException($"A stored set of shards has {words.Length} words of width {width}.");

    /// <summary>Whether the shard may be in it.</summary>
    public bool Contains(int number)
    {
        var bit = number / Width;
        return bit / WordBits < _words.Length && (_words[bit / WordBits] & (1UL << (bit % WordBits))) != 0;
    }

    /// <summary>With these shards.</summary>
    public ShardSet Add(int first, int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        if (count <= 0)
        {
            return this;
        }

        var last = first + count - 1;
        var set = this;
        while (last / set.Width >= MostBits)
        {
            set = set.Folded();
        }

        var (from, to) = (first / set.Width, last / set.Width);
        var words = set._words.ToArray();
        if (words.Length <= to / WordBits)
        {
            Array.Resize(ref words, (to / WordBits) + 1);
        }

        for (var bit = from; bit <= to; bit++)
        {
            words[bit / WordBits] |= 1UL << (bit % WordBits);
        }

        return new(set.Width, ImmutableArray.Create(words));
    }

    /// <summary>Both together.</summary>
    public ShardSet Union(ShardSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var (one, two) = (this, other);
        while (one.Width != two.Width)
        {
            (one, two) = one.Width < two.Width ? (one.Folded(), two) : (one, two.Folded());
        }

        var words = new ulong[Math.Max(one._words.Length, two._words.Length)];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = (i < one._words.Length ? one._words[i] : 0) | (i < two._words.Length ? two._words[i] : 0);
        }

        return new(one.Width, ImmutableArray.Create(words));
    }

    /// <summary>The shards that may be in it, from one on and below another, ascending.</summary>
    public IEnumerable<int> Numbers(int from, int below)
    {
        for (var number = from; number < below; number++)
        {
            var bit = number / Width;
            if (bit / WordBits >= _words.Length)
            {
                yield break;
            }

            if (_words[bit / WordBits] == 0)
            {
                number = (((bit / WordBits) + 1) * WordBits * Width) - 1;
            }
            else if (Contains(number))
            {
                yield return number;
            }
        }
    }

    private ShardSet Folded()
    {
        var words = new ulong[(_words.Length + 1) / 2];
        for (var i = 0; i < _words.Length; i++)
        {
            var folded = 0UL;
            for (var bit = 0; bit < WordBits; bit += 2)
            {
                folded |= ((_words[i] >> bit) & 3) != 0 ? 1UL << (bit / 2) : 0;
            }

            words[i / 2] |= folded << (i % 2 * (WordBits / 2));
        }

        return new(Width * 2, ImmutableArray.Create(words));
    }
}

using System.Numerics;
using System.Text;
using OssTransfer.Storage;

namespace OssTransfer.Transfer.Listings;

/// <summary>
/// Keys as numbers, so that distances between them can be measured and stepped over: each place of a key is a digit, whose base is what was seen to stand
/// there. Nothing depends on its guesses but how much work is saved.
/// </summary>
/// <param name="prefix">What all keys begin with.</param>
internal sealed class KeySpace(ObjectKey prefix)
{
    /// <summary>Characters of a key that are looked at; where pages differ only behind them, nothing is predicted.</summary>
    private const int MaxDepth = 256;

    /// <summary>How many keys are distinguished behind the place where those of a stretch begin to differ.</summary>
    private const double Precision = 1e12;

    private const int KeysLookedAt = 64;
    private readonly List<KeyPosition> _positions = [];
    private readonly KeyPosition _anywhere = new();

    /// <summary>Learns what stands where in keys.</summary>
    /// <param name="entries">A page of them.</param>
    /// <param name="after">The key that was listed before them; null: unknown.</param>
    public void Learn(IReadOnlyList<ObjectEntry> entries, ObjectKey? after)
    {
        var step = Math.Max(1, entries.Count / KeysLookedAt);
        var before = after is { } key ? RunesOf(key) : null;
        for (var i = 0; i < entries.Count; i = i == entries.Count - 1 ? entries.Count : Math.Min(i + step, entries.Count - 1))
        {
            if (RunesOf(entries[i].Key) is { } runes)
            {
                Learn(runes, before);
                before = runes;
            }
        }
    }

    /// <summary>The key that is probably so many keys after another one, and in any case greater; null: none can be named.</summary>
    /// <param name="stretch">How dense keys are there.</param>
    /// <param name="from">The key from which on is counted.</param>
    /// <param name="keys">How many.</param>
    public ObjectKey? After(KeyStretch stretch, ObjectKey from, long keys)
    {
        if (DepthOf(stretch) is not { } depth || RunesOf(from) is not { } begin)
        {
            return null;
        }

        var place = Place(begin, depth) + (WidthOf(stretch, depth) * keys / stretch.Steps);
        return KeyAt(place, depth) is { } key && key > from ? key : null;
    }

    /// <summary>How many keys are probably between two; null: unknown.</summary>
    public double? Between(KeyStretch stretch, ObjectKey from, ObjectKey until)
    {
        if (DepthOf(stretch) is not { } depth || RunesOf(from) is not { } begin || RunesOf(until) is not { } end)
        {
            return null;
        }

        var width = WidthOf(stretch, depth);
        return width.IsZero ? null : (double)((Place(end, depth) - Place(begin, depth)) * stretch.Steps / width);
    }

    /// <summary>A character that no protocol needs to refuse in a parameter, nor XML in an answer.</summary>
    private static bool IsSafe(int rune) => rune is >= 0x20 and not 0x7F && (rune & 0xFFFE) != 0xFFFE && rune is not (>= 0x80 and < 0xA0);

    private void Learn(int[] runes, int[]? before)
    {
        var differs = before is null ? int.MaxValue : runes.AsSpan().CommonPrefixLength(before);
        for (var i = 0; i < runes.Length; i++)
        {
            var position = At(i);
            position.See(runes[i]);
            position.HasWrapped |= i > differs;
            _anywhere.See(runes[i]);
        }

        if (runes.Length < MaxDepth)
        {
            At(runes.Length).SeeEnd();
        }
    }

    private KeyPosition At(int index)
    {
        while (_positions.Count <= index)
        {
            _positions.Add(new());
        }

        return _positions[index];
    }

    private int? DepthOf(KeyStretch stretch)
    {
        if (RunesOf(stretch.First) is not { } first || RunesOf(stretch.Last) is not { } last)
        {
            return null;
        }

        var depth = first.AsSpan().CommonPrefixLength(last);
        for (var parts = 1.0; parts < Precision && depth < MaxDepth; depth++)
        {
            parts *= At(depth).Count(_anywhere);
        }

        return depth;
    }

    private BigInteger WidthOf(KeyStretch stretch, int depth) => Place(RunesOf(stretch.Last)!, depth) - Place(RunesOf(stretch.First)!, depth);

    private BigInteger Place(int[] runes, int depth)
    {
        var place = BigInteger.Zero;
        var isExact = true;
        for (var i = 0; i < depth; i++)
        {
            var count = At(i).Count(_anywhere);
            var number = 0;
            if (isExact && i < runes.Length)
            {
                number = At(i).NumberOf(runes[i], _anywhere, out isExact);
            }

            place = count == 1 && number == 0 ? place : (place * count) + number;
            isExact &= i < runes.Length;
        }

        return place;
    }

    private ObjectKey? KeyAt(BigInteger place, int depth)
    {
        var numbers = new int[depth];
        for (var i = depth - 1; i >= 0; i--)
        {
            var count = At(i).Count(_anywhere);
            if (count > 1)
            {
                place = BigInteger.DivRem(place, count, out var number);
                numbers[i] = (int)number;
            }
        }

        if (!place.IsZero)
        {
            // Behind all keys that there may be.
            return null;
        }

        var text = new byte[prefix.Length + (depth * 4)];
        prefix.Bytes.CopyTo(text);
        var length = prefix.Length;
        for (var i = 0; i < depth && At(i).At(numbers[i], _anywhere) is { } rune; i++)
        {
            // No character of its own: the next one.
            rune = rune is >= 0xD800 and <= 0xDFFF ? 0xE000 : rune;
            if (!IsSafe(rune))
            {
                break;
            }

            length += new Rune(rune).EncodeToUtf8(text.AsSpan(length));
        }

        return new(text.AsSpan(0, length));
    }

    /// <summary>The characters behind the prefix; null where the key isn't made of such.</summary>
    private int[]? RunesOf(ObjectKey key)
    {
        var rest = key.StartsWith(prefix) ? key.Bytes[prefix.Length..] : default;
        var runes = new int[Math.Min(rest.Length, MaxDepth)];
        var count = 0;
        while (count < runes.Length && !rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(rest, out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                return null;
            }

            runes[count++] = rune.Value;
            rest = rest[length..];
        }

        return runes[..count];
    }
}

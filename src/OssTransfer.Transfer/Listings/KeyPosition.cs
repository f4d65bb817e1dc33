namespace OssTransfer.Transfer.Listings;

/// <summary>The characters that keys have at one place, as far as they were seen: for each kind of character the least and the greatest.</summary>
internal sealed class KeyPosition
{
    /// <summary>
    /// Where kinds begin: signs before the digits, digits, signs, capitals, signs, small letters, signs, then what takes two, three and four bytes.
    /// </summary>
    private static readonly int[] Kinds = [0, '0', '9' + 1, 'A', 'Z' + 1, 'a', 'z' + 1, 0x80, 0x800, 0x10000, 0x110000];

    private readonly (int Least, int Greatest)[] _seen = new (int, int)[Kinds.Length - 1];
    private bool _hasEnd;

    public KeyPosition() => Array.Fill(_seen, (int.MaxValue, -1));

    /// <summary>
    /// It went once through all its characters and began again, so that what was seen is all there is; before that more of the same kinds may come.
    /// </summary>
    public bool HasWrapped { get; set; }

    /// <summary>A key ends here.</summary>
    public void SeeEnd() => _hasEnd = true;

    /// <summary>A key has this character here.</summary>
    public void See(int rune)
    {
        ref var seen = ref _seen[KindOf(rune)];
        seen = (Math.Min(seen.Least, rune), Math.Max(seen.Greatest, rune));
    }

    /// <summary>What may be here: how many, with the end of a key as the first of them where it is one. At least 1.</summary>
    /// <param name="anywhere">What was seen at any place.</param>
    public int Count(KeyPosition anywhere)
    {
        var count = _hasEnd ? 1 : 0;
        for (var kind = 0; kind < _seen.Length; kind++)
        {
            count += IsSeen(kind) ? Bounds(kind, anywhere) is var (least, greatest) ? greatest - least + 1 : 0 : 0;
        }

        return Math.Max(1, count);
    }

    /// <summary>The number of a character among those that may be here; of another one, that of the next one after it, which doesn't match.</summary>
    public int NumberOf(int rune, KeyPosition anywhere, out bool matches)
    {
        var before = _hasEnd ? 1 : 0;
        for (var kind = 0; kind < _seen.Length; kind++)
        {
            if (!IsSeen(kind))
            {
                continue;
            }

            var (least, greatest) = Bounds(kind, anywhere);
            if (rune <= greatest)
            {
                matches = rune >= least;
                return before + Math.Max(0, rune - least);
            }

            before += greatest - least + 1;
        }

        matches = false;
        return before;
    }

    /// <summary>The character with a number; null: the end of the key.</summary>
    public int? At(int number, KeyPosition anywhere)
    {
        var rest = number - (_hasEnd ? 1 : 0);
        for (var kind = 0; kind < _seen.Length && rest >= 0; kind++)
        {
            if (IsSeen(kind))
            {
                var (least, greatest) = Bounds(kind, anywhere);
                if (rest <= greatest - least)
                {
                    return least + rest;
                }

                rest -= greatest - least + 1;
            }
        }

        return null;
    }

    private static int KindOf(int rune)
    {
        var kind = 0;
        while (rune >= Kinds[kind + 1])
        {
            kind++;
        }

        return kind;
    }

    private bool IsSeen(int kind) => _seen[kind].Greatest >= 0;

    private (int Least, int Greatest) Bounds(int kind, KeyPosition anywhere) => HasWrapped
        ? _seen[kind]
        : (Math.Min(_seen[kind].Least, anywhere._seen[kind].Least), Math.Max(_seen[kind].Greatest, anywhere._seen[kind].Greatest));
}

using System.Buffers;
using System.Globalization;
using OssTransfer.Transfer.Hashing;

namespace OssTransfer.Jobs.Shards;

/// <summary>An ETag taken apart so that it stores in 17 bytes instead of 33; it comes back exactly as it was.</summary>
internal readonly record struct ETagForm(ETagKind Kind, Hash128 Hash, int Parts)
{
    private const int HexDigits = 32;
    private static readonly SearchValues<char> UpperHex = SearchValues.Create("ABCDEF");
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("abcdef");
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    public static ETagForm Of(string? etag)
    {
        if (etag is null)
        {
            return new(ETagKind.None, default, 0);
        }

        if (etag.Length < HexDigits || !TryHash(etag.AsSpan(0, HexDigits), out var hash, out var upper))
        {
            return new(ETagKind.Text, default, 0);
        }

        if (etag.Length == HexDigits)
        {
            return new(upper ? ETagKind.UpperHex : ETagKind.LowerHex, hash, 0);
        }

        return !upper && etag[HexDigits] == '-' && TryParts(etag.AsSpan(HexDigits + 1), out var parts)
            ? new(ETagKind.LowerMultipart, hash, parts)
            : new(ETagKind.Text, default, 0);
    }

    /// <summary>The text of a form that is not <see cref="ETagKind.Text"/>.</summary>
    public string? ToText() => Kind switch
    {
        ETagKind.LowerHex => Hash.ToHex(),
        ETagKind.UpperHex => Hash.ToHex().ToUpperInvariant(),
        ETagKind.LowerMultipart => string.Create(CultureInfo.InvariantCulture, $"{Hash.ToHex()}-{Parts}"),
        _ => null,
    };

    /// <summary>False where the digits mix cases, which would not come back as they were. The parsers themselves let trailing NULs pass.</summary>
    private static bool TryHash(ReadOnlySpan<char> text, out Hash128 hash, out bool upper)
    {
        upper = text.ContainsAny(UpperHex);
        hash = default;
        var mixed = upper && text.ContainsAny(LowerHex);
        return !mixed && !text.ContainsAnyExcept(Hex) && Hash128.TryParse(text, out hash);
    }

    private static bool TryParts(ReadOnlySpan<char> text, out int parts) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out parts)
        && parts > 0
        && text[0] != '0'
        && !text.ContainsAnyExcept(Digits);
}

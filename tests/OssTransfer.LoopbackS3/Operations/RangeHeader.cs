using System.Globalization;
using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Operations;

/// <summary>Reads <c>Range: bytes=...</c>. Pure.</summary>
internal static class RangeHeader
{
    /// <summary>Null for the whole object: without a header, or with one that HTTP says to ignore.</summary>
    public static (long Offset, long Count)? Parse(string? header, long length)
    {
        const string Unit = "bytes=";
        if (header is null || !header.StartsWith(Unit, StringComparison.Ordinal))
        {
            return null;
        }

        var range = header.AsSpan(Unit.Length);
        var dash = range.IndexOf('-');
        if (dash < 0 || range.Contains(','))
        {
            return null;
        }

        return dash == 0 ? Suffix(range[1..], length) : FromTo(range[..dash], range[(dash + 1)..], length);
    }

    private static (long Offset, long Count)? Suffix(ReadOnlySpan<char> text, long length)
    {
        if (!TryParse(text, out var count))
        {
            return null;
        }

        if (count == 0 || length == 0)
        {
            throw S3Errors.InvalidRange;
        }

        return (Math.Max(0, length - count), Math.Min(count, length));
    }

    private static (long Offset, long Count)? FromTo(ReadOnlySpan<char> fromText, ReadOnlySpan<char> toText, long length)
    {
        var last = long.MaxValue;
        if (!TryParse(fromText, out var from) || (!toText.IsEmpty && !TryParse(toText, out last)) || last < from)
        {
            return null;
        }

        if (from >= length)
        {
            throw S3Errors.InvalidRange;
        }

        return (from, Math.Min(last, length - 1) - from + 1);
    }

    private static bool TryParse(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}

using System.Globalization;

namespace OssTransfer.LoopbackS3;

/// <summary>Objects that a server is filled with: <c>10000:4k:small/</c>.</summary>
internal sealed record Seed(string Bucket, int Count, long Bytes, string Prefix)
{
    public static Seed Parse(string text, string bucket)
    {
        var parts = text.Split(':', 3);
        return parts.Length >= 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new(bucket, count, ParseBytes(parts[1]), parts.Length == 3 ? parts[2] : "")
            : throw new FormatException($"{text} is not N:SIZE[:PREFIX].");
    }

    private static long ParseBytes(string text)
    {
        var unit = text.Length == 0 ? ' ' : char.ToLowerInvariant(text[^1]);
        var shift = unit switch { 'k' => 10, 'm' => 20, 'g' => 30, _ => 0 };
        return long.TryParse(shift == 0 ? text : text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number << shift
            : throw new FormatException($"{text} is not a size.");
    }
}

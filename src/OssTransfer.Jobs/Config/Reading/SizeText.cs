using System.Globalization;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Numbers of bytes: <c>1048576</c>, <c>20MB</c> (1,000,000 each), <c>16MiB</c> (1,048,576 each), <c>1.5GB</c>.</summary>
internal static class SizeText
{
    // Largest first: writing takes the first that divides without a rest.
    private static readonly (string Name, long Bytes)[] Units =
    [
        ("TiB", 1L << 40), ("TB", 1_000_000_000_000), ("GiB", 1L << 30), ("GB", 1_000_000_000),
        ("MiB", 1L << 20), ("MB", 1_000_000), ("KiB", 1L << 10), ("KB", 1_000), ("kB", 1_000), ("B", 1), ("", 1),
    ];

    public static bool TryRead(string text, out long bytes)
    {
        bytes = 0;
        var digits = text.AsSpan().TrimEnd("BKMGTik");
        var unit = text[digits.Length..];
        var row = Array.Find(Units, candidate => candidate.Name == unit);
        if (row.Name is null || !decimal.TryParse(digits.TrimEnd(' '), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number > long.MaxValue)
        {
            return false;
        }

        var product = number * row.Bytes;
        if (product > long.MaxValue || product != decimal.Truncate(product))
        {
            return false;
        }

        bytes = (long)product;
        return true;
    }

    public static string Write(long bytes)
    {
        var unit = bytes == 0 ? Units[^1] : Units.First(row => row.Name != "B" && bytes % row.Bytes == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / unit.Bytes}{unit.Name}");
    }
}

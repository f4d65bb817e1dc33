using System.Globalization;

namespace OssTransfer.Oracle;

/// <summary>Compares what a place shall hold with what it holds. Pure.</summary>
public static class Differences
{
    /// <summary>Every key at which they differ, in order. What is null on either side is not compared.</summary>
    public static IReadOnlyList<Difference> Between(Manifest expected, Manifest found)
    {
        var keys = expected.Objects.Keys.Concat(found.Objects.Keys).Distinct().Order(StringComparer.Ordinal);
        return [.. keys.Select(key => At(key, expected.Objects.GetValueOrDefault(key), found.Objects.GetValueOrDefault(key))).OfType<Difference>()];
    }

    private static Difference? At(string key, HeldObject? expected, HeldObject? found) => (expected, found) switch
    {
        (not null, null) => new(DifferenceKind.Missing, key, "is missing"),
        (null, not null) => new(DifferenceKind.Extra, key, $"nobody asked for it ({found.Size} bytes)"),
        _ => Facts(expected!, found!).FirstOrDefault(fact => fact.Expected != fact.Found) is { Name: not null } fact
            ? new(DifferenceKind.Other, key, $"{fact.Name} {fact.Found} instead of {fact.Expected}")
            : null,
    };

    private static IEnumerable<(string? Name, string Expected, string Found)> Facts(HeldObject expected, HeldObject found)
    {
        yield return ("size", Text(expected.Size), Text(found.Size));
        yield return ("MD5", expected.Md5, found.Md5);
        if (expected.Headers is { } wanted && found.Headers is { } headers)
        {
            yield return ("headers", Text(wanted), Text(headers));
        }

        if (expected.Written is { } written && found.Written is { } again)
        {
            yield return ("written at", written.ToString("O", CultureInfo.InvariantCulture), again.ToString("O", CultureInfo.InvariantCulture));
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(IReadOnlyDictionary<string, string> headers) =>
        $"[{string.Join(", ", headers.OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}: {header.Value}"))}]";
}

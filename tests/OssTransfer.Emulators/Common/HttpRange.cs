using System.Globalization;

namespace OssTransfer.Emulators.Common;

/// <summary>Reads <c>Range: bytes=first-last</c>, the one form that all vendors share.</summary>
public static class HttpRange
{
    /// <summary>Null for the whole object: without a header, or with one that isn't understood.</summary>
    /// <exception cref="EmulatorError">416: the range begins behind the end.</exception>
    public static (int Offset, int Count)? Parse(string? header, int length)
    {
        if (header is null || !header.StartsWith("bytes=", StringComparison.Ordinal) || header["bytes=".Length..].Split('-') is not [var from, var to]
            || !int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var first))
        {
            return null;
        }

        var last = int.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Min(asked, length - 1) : length - 1;
        return first >= length ? throw new EmulatorError(416, "InvalidRange", "The requested range cannot be satisfied.") : (first, last - first + 1);
    }
}

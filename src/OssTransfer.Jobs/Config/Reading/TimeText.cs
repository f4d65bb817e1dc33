using System.Globalization;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Points in time, with an offset of their own or in a zone.</summary>
internal static class TimeText
{
    private static readonly string[] Local = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"];
    private static readonly string[] WithOffset = [.. Local.Select(format => format + "zzz"), .. Local.Select(format => format + " zzz")];

    /// <summary>Reads a time; where that fails, <paramref name="problem"/> says why.</summary>
    public static bool TryRead(string text, TimeZoneInfo zone, out DateTimeOffset time, out string? problem)
    {
        problem = null;
        var spelt = text.EndsWith('Z') ? text[..^1] + "+00:00" : text;
        if (!DateTimeOffset.TryParseExact(spelt, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out time)
            && !TryReadLocal(text, zone, out time, out problem))
        {
            return false;
        }

        problem = time.Year is < 1970 or > 9990 ? "must lie between 1970 and 9990" : null;
        return problem is null;
    }

    public static string Write(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    private static bool TryReadLocal(string text, TimeZoneInfo zone, out DateTimeOffset time, out string? problem)
    {
        time = default;
        problem = "must be YYYY-MM-DD HH:MM:SS, an offset such as +08:00 may follow";
        if (!DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year is < 1970 or > 9990)
        {
            return false;
        }

        if (zone.IsInvalidTime(local))
        {
            problem = $"does not exist in {zone.Id}, where clocks are put forward then; write it with an offset";
            return false;
        }

        // A time that comes twice is the earlier of the two, which has the larger offset.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        time = new(local, offset);
        return true;
    }
}

using System.Globalization;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Lengths of time in whole seconds, minutes, hours or days: <c>600</c>, <c>600s</c>, <c>15m</c>, <c>2h</c>, <c>7d</c>.</summary>
internal static class AgeText
{
    private const long MaxSeconds = 100L * 365 * 86_400;

    private static readonly (string Name, long Seconds)[] Units = [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1), ("", 1)];

    public static bool TryRead(string text, out TimeSpan age)
    {
        age = default;
        var digits = text.AsSpan().TrimEnd("dhms");
        var unit = text[digits.Length..];
        var row = Array.Find(Units, candidate => candidate.Name == unit);
        if (row.Name is null || !long.TryParse(digits.TrimEnd(' '), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number > MaxSeconds / row.Seconds)
        {
            return false;
        }

        age = TimeSpan.FromSeconds(number * row.Seconds);
        return true;
    }

    public static string Write(TimeSpan age)
    {
        var seconds = (long)age.TotalSeconds;
        var unit = Units.First(row => seconds % row.Seconds == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / unit.Seconds}{unit.Name}");
    }
}

using System.Globalization;
using OssTransfer.Jobs.Config.Rates;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Rates: <c>20MB/s</c> and <c>500/s</c>; <c>0</c> and <c>none</c> are no limit.</summary>
internal static class RateText
{
    private const string PerSecond = "/s";

    public static bool TryReadBytes(string text, out long bytesPerSecond)
    {
        bytesPerSecond = 0;
        return IsNone(text)
            || (text.EndsWith(PerSecond, StringComparison.Ordinal) && SizeText.TryRead(text[..^PerSecond.Length].TrimEnd(' '), out bytesPerSecond));
    }

    public static bool TryReadRequests(string text, out long requestsPerSecond)
    {
        requestsPerSecond = 0;
        if (IsNone(text))
        {
            return true;
        }

        var isRead = text.EndsWith(PerSecond, StringComparison.Ordinal)
            & int.TryParse(
                text.AsSpan()[..^Math.Min(text.Length, PerSecond.Length)].TrimEnd(' '), NumberStyles.None, CultureInfo.InvariantCulture, out var requests);
        requestsPerSecond = requests;
        return isRead;
    }

    public static string WriteBytes(RateSpec rate) => Write(rate, bytes => SizeText.Write(bytes) + PerSecond);

    public static string WriteRequests(RateSpec rate) => Write(rate, requests => requests.ToString(CultureInfo.InvariantCulture) + PerSecond);

    private static string Write(RateSpec rate, Func<long, string> write) => rate.Timetable is { } timetable
        ? TimetableText.Write(timetable, perSecond => perSecond == 0 ? "0" : write(perSecond))
        : write(rate.PerSecond);

    private static bool IsNone(string text) => text is "0" || text.Equals("none", StringComparison.OrdinalIgnoreCase);
}

using System.Globalization;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Rates: <c>20MB/s</c> and <c>500/s</c>; <c>0</c> is no limit.</summary>
internal static class RateText
{
    private const string PerSecond = "/s";

    /// <summary>True where the text looks like times of day with a rate each.</summary>
    public static bool IsTimetable(string text) => text.AsSpan().ContainsAny(':', ',');

    public static bool TryReadBytes(string text, out long bytesPerSecond)
    {
        bytesPerSecond = 0;
        return text == "0"
            || (text.EndsWith(PerSecond, StringComparison.Ordinal) && SizeText.TryRead(text[..^PerSecond.Length].TrimEnd(' '), out bytesPerSecond));
    }

    public static bool TryReadRequests(string text, out int requestsPerSecond)
    {
        requestsPerSecond = 0;
        return text == "0"
            || (text.EndsWith(PerSecond, StringComparison.Ordinal)
                && int.TryParse(text.AsSpan()[..^PerSecond.Length].TrimEnd(' '), NumberStyles.None, CultureInfo.InvariantCulture, out requestsPerSecond));
    }

    public static string WriteBytes(long bytesPerSecond) => SizeText.Write(bytesPerSecond) + PerSecond;

    public static string WriteRequests(int requestsPerSecond) => requestsPerSecond.ToString(CultureInfo.InvariantCulture) + PerSecond;
}

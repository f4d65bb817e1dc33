using System.Globalization;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.Errors;

/// <summary>How long an answer asks to wait.</summary>
internal static class RetryAfter
{
    /// <param name="answer">The answer.</param>
    /// <param name="now">Our time, for an answer that names a date.</param>
    public static TimeSpan? Of(CloudAnswer answer, DateTimeOffset now)
    {
        if (Number(answer.Header("x-oss-qos-delay-time")) is { } milliseconds)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        var text = answer.Header("Retry-After");
        if (Number(text) is { } seconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return text is not null && HttpDate.TryParse(text, out var until) && until > now ? until - now : null;
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

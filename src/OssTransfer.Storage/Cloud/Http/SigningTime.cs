using System.Globalization;

namespace OssTransfer.Storage.Cloud.Http;

/// <summary>A second as signatures spell it.</summary>
/// <param name="Second">Seconds since year 1.</param>
/// <param name="Stamp"><c>20130524T000000Z</c></param>
/// <param name="Day"><c>20130524</c></param>
internal sealed record SigningTime(long Second, string Stamp, string Day)
{
    private string? _httpDate;

    public DateTimeOffset Time => new(Second * TimeSpan.TicksPerSecond, TimeSpan.Zero);

    /// <summary><c>Fri, 24 May 2013 00:00:00 GMT</c></summary>
    public string HttpDate => _httpDate ??= Time.ToString("R", CultureInfo.InvariantCulture);

    public long UnixSeconds => Time.ToUnixTimeSeconds();

    public static SigningTime Of(long second)
    {
        var stamp = new DateTime(second * TimeSpan.TicksPerSecond, DateTimeKind.Utc)
            .ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        return new SigningTime(second, stamp, stamp[..8]);
    }

    public static SigningTime Of(DateTimeOffset time) => Of(time.UtcTicks / TimeSpan.TicksPerSecond);
}

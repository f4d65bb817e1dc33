using System.Globalization;

namespace OssTransfer.Contracts;

/// <summary>Numbers as people read them, in a terminal and on a page. Sizes are decimal, as <c>max-bandwidth</c> is.</summary>
public static class Figures
{
    /// <summary>With commas: <c>12,003</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A size.</summary>
    public static string Bytes(double bytes) => ByteText.Of(bytes);

    /// <summary>Objects per second: <c>252.2 objects/s</c>.</summary>
    public static string ObjectRate(double objectsPerSecond) => Rate(objectsPerSecond) + " objects/s";

    /// <summary>The number of that.</summary>
    public static string Rate(double perSecond) => perSecond.ToString("#,0.#", CultureInfo.InvariantCulture);

    /// <summary>Bytes per second.</summary>
    public static string ByteRate(double bytesPerSecond) => Bytes(bytesPerSecond) + "/s";

    /// <summary>With one decimal: <c>29.5 %</c>.</summary>
    public static string Percent(double percent) => percent.ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>Days, hours, minutes and seconds.</summary>
    public static string Duration(long seconds)
    {
        var (days, rest) = Math.DivRem(seconds, 86400);
        var clock = string.Create(CultureInfo.InvariantCulture, $"{rest / 3600:00}:{rest / 60 % 60:00}:{rest % 60:00}");
        return days == 0 ? clock : $"{days}d {clock}";
    }

    /// <summary>A time in this machine's zone, which it names.</summary>
    public static string Time(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}

using System.Globalization;
using OssTransfer.Contracts;

namespace OssTransfer.Silo.Dashboard;

/// <summary>Numbers as people read them. Sizes are decimal, as <c>max-bandwidth</c> is.</summary>
internal static class Figures
{
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Bytes(double bytes) => ByteText.Of(bytes);

    public static string ByteRate(double bytesPerSecond) => ByteText.Of(bytesPerSecond) + "/s";

    public static string Rate(double perSecond) => perSecond.ToString("#,0.#", CultureInfo.InvariantCulture);

    public static string Percent(double percent) => percent.ToString("0.0", CultureInfo.InvariantCulture) + " %";

    public static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    public static string Duration(long seconds)
    {
        var (days, rest) = Math.DivRem(seconds, 86400);
        var clock = string.Create(CultureInfo.InvariantCulture, $"{rest / 3600:00}:{rest / 60 % 60:00}:{rest % 60:00}");
        return days == 0 ? clock : $"{days}d {clock}";
    }

    public static string Time(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    public static string Iso(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);
}

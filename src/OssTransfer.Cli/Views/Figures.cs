using System.Globalization;

namespace OssTransfer.Cli.Views;

/// <summary>Numbers as people read them. Sizes are decimal, as <c>max-bandwidth</c> is.</summary>
internal static class Figures
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Bytes(double bytes)
    {
        var unit = 0;
        while (bytes >= 999.95 && unit < Units.Length - 1)
        {
            bytes /= 1000;
            unit++;
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(unit == 0 ? Math.Round(bytes).ToString("0", CultureInfo.InvariantCulture) : bytes.ToString("0.0", CultureInfo.InvariantCulture))} {Units[unit]}");
    }

    public static string ObjectRate(double objectsPerSecond) =>
        string.Create(CultureInfo.InvariantCulture, $"{objectsPerSecond:#,0.#} objects/s");

    public static string ByteRate(double bytesPerSecond) => Bytes(bytesPerSecond) + "/s";

    public static string Duration(long seconds)
    {
        var (days, rest) = Math.DivRem(seconds, 86400);
        var clock = string.Create(CultureInfo.InvariantCulture, $"{rest / 3600:00}:{rest / 60 % 60:00}:{rest % 60:00}");
        return days == 0 ? clock : $"{days}d {clock}";
    }

    public static string Time(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}

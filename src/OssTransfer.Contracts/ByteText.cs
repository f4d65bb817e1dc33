using System.Globalization;

namespace OssTransfer.Contracts;

/// <summary>Sizes as people read them: decimal, as <c>max-bandwidth</c> is.</summary>
public static class ByteText
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>With one decimal from a kilobyte on: <c>29 B</c>, <c>1.2 kB</c>.</summary>
    public static string Of(double bytes)
    {
        var unit = 0;
        while (bytes >= 999.95 && unit < Units.Length - 1)
        {
            bytes /= 1000;
            unit++;
        }

        var number = unit == 0 ? Math.Round(bytes).ToString("0", CultureInfo.InvariantCulture) : bytes.ToString("0.0", CultureInfo.InvariantCulture);
        return $"{number} {Units[unit]}";
    }
}

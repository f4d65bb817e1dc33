using System.Buffers;
using System.Globalization;
using System.Text;

namespace OssTransfer.Storage.Cloud.Http;

/// <summary>Times as HTTP headers and listings spell them. A wrong weekday is forgiven.</summary>
internal static class HttpDate
{
    private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";

    /// <summary><c>Sun, 06 Nov 1994 08:49:37 GMT</c></summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length != 29 || !text.EndsWith(" GMT", StringComparison.Ordinal))
        {
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
        }

        var month = Months.AsSpan().IndexOf(text[8..11], StringComparison.OrdinalIgnoreCase);
        return month >= 0 && month % 3 == 0
            && Number(text[5..7], out var day) && Number(text[12..16], out var year)
            && Number(text[17..19], out var hour) && Number(text[20..22], out var minute) && Number(text[23..25], out var second)
            && TryMake(year, (month / 3) + 1, day, hour, minute, second, 0, out time);
    }

    /// <summary><c>2009-10-12T17:50:30.000Z</c>, with or without a fraction; null where it is no time.</summary>
    public static DateTimeOffset? ParseIso(ReadOnlySpan<byte> text)
    {
        Span<char> chars = stackalloc char[40];
        if (text.Length is < 20 or > 40 || Ascii.ToUtf16(text, chars, out var length) != OperationStatus.Done)
        {
            return null;
        }

        chars = chars[..length];
        return TryParseUtc(chars, out var time)
            || DateTimeOffset.TryParse(chars, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time)
            ? time
            : null;
    }

    private static bool TryParseUtc(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        var millisecond = 0;
        time = default;
        return text[^1] == 'Z' && text[10] == 'T' && (text.Length is 20 or 24)
            && Number(text[..4], out var year) && Number(text[5..7], out var month) && Number(text[8..10], out var day)
            && Number(text[11..13], out var hour) && Number(text[14..16], out var minute) && Number(text[17..19], out var second)
            && (text.Length == 20 || Number(text[20..23], out millisecond))
            && TryMake(year, month, day, hour, minute, second, millisecond, out time);
    }

    private static bool Number(ReadOnlySpan<char> digits, out int number) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool TryMake(int year, int month, int day, int hour, int minute, int second, int millisecond, out DateTimeOffset time)
    {
        time = default;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        time = new DateTimeOffset(year, month, day, hour, minute, Math.Min(second, 59), millisecond, TimeSpan.Zero);
        return true;
    }
}

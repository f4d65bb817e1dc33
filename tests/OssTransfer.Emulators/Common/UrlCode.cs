using System.Globalization;
using System.Text;

namespace OssTransfer.Emulators.Common;

/// <summary>Percent-encoding, written for the emulators alone.</summary>
public static class UrlCode
{
    /// <summary>Undoes <c>%XX</c>; what is no <c>%XX</c> stays.</summary>
    public static byte[] Decode(string text, bool plusIsSpace)
    {
        var source = Encoding.UTF8.GetBytes(text);
        using var decoded = new MemoryStream(source.Length);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == '%' && i + 2 < source.Length
                && byte.TryParse(source.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                decoded.WriteByte(value);
                i += 2;
            }
            else
            {
                decoded.WriteByte(source[i] == '+' && plusIsSpace ? (byte)' ' : source[i]);
            }
        }

        return decoded.ToArray();
    }

    /// <summary>Keeps RFC 3986's unreserved characters, and slashes where told.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes, bool keepSlash = false)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var value in bytes)
        {
            var c = (char)value;
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~' || (c == '/' && keepSlash))
            {
                text.Append(c);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
            }
        }

        return text.ToString();
    }

    public static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));

    /// <summary>Names and values, decoded; bytes that are not UTF-8 don't survive, which no test needs.</summary>
    public static IReadOnlyList<KeyValuePair<string, string?>> ParseQuery(string query)
    {
        var fields = new List<KeyValuePair<string, string?>>();
        foreach (var field in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = field.IndexOf('=', StringComparison.Ordinal);
            fields.Add(new(Text(equals < 0 ? field : field[..equals]), equals < 0 ? null : Text(field[(equals + 1)..])));
        }

        return fields;
    }

    private static string Text(string encoded) => Encoding.UTF8.GetString(Decode(encoded, plusIsSpace: true));
}

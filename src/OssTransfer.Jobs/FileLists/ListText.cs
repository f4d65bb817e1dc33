using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.FileLists;

/// <summary>How keys are written in error lists and digest lists: one a line, usable as <c>src-file-list</c>.</summary>
public static class ListText
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create("\t\r\n\\\0"u8);

    /// <summary>
    /// The key with TAB, CR, LF and '\' as <c>\t \r \n \\</c>; bytes that are not UTF-8, a NUL, and a <c>#</c> at the beginning, which would make a
    /// comment of the line, as <c>\xNN</c>.
    /// </summary>
    public static string Escape(ObjectKey key)
    {
        var rest = key.Bytes;
        if (!rest.ContainsAny(Escaped) && !rest.StartsWith((byte)'#') && Utf8.IsValid(rest))
        {
            return Encoding.UTF8.GetString(rest);
        }

        var text = new StringBuilder(key.Length + 8);
        if (rest.StartsWith((byte)'#'))
        {
            text.Append(@"\x23");
            rest = rest[1..];
        }

        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(rest, out var rune, out var length) == OperationStatus.Done)
            {
                Append(text, rune);
            }
            else
            {
                length = 1;
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\x{rest[0]:x2}");
            }

            rest = rest[length..];
        }

        return text.ToString();
    }

    /// <summary>Undoes <see cref="Escape"/>.</summary>
    /// <param name="text">What it made, in UTF-8.</param>
    /// <param name="room">Where the key's bytes go; at least as long as the text.</param>
    /// <param name="length">How many they are.</param>
    /// <returns>False where a '\' begins no escape.</returns>
    public static bool TryUnescape(ReadOnlySpan<byte> text, Span<byte> room, out int length)
    {
        length = 0;
        while (text.IndexOf((byte)'\\') is >= 0 and var plain)
        {
            text[..plain].CopyTo(room[length..]);
            length += plain;
            text = text[plain..];
            if (!TryUnescapeOne(text, out room[length++], out var used))
            {
                return false;
            }

            text = text[used..];
        }

        text.CopyTo(room[length..]);
        length += text.Length;
        return true;
    }

    /// <summary>A reason on one line.</summary>
    public static string OneLine(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return reason.ReplaceLineEndings(" ").Replace('\t', ' ');
    }

    private static bool TryUnescapeOne(ReadOnlySpan<byte> escape, out byte value, out int used)
    {
        (value, used) = (0, 2);
        if (escape.Length < 2)
        {
            return false;
        }

        switch ((char)escape[1])
        {
            case 't':
                value = (byte)'\t';
                return true;
            case 'r':
                value = (byte)'\r';
                return true;
            case 'n':
                value = (byte)'\n';
                return true;
            case '\\':
                value = (byte)'\\';
                return true;
            case 'x' when escape.Length >= 4:
                used = 4;
                return Utf8Parser.TryParse(escape[2..4], out value, out var digits, 'x') && digits == 2;
            default:
                return false;
        }
    }

    private static void Append(StringBuilder text, Rune rune) => _ = rune.Value switch
    {
        '\t' => text.Append("\\t"),
        '\r' => text.Append("\\r"),
        '\n' => text.Append("\\n"),
        '\\' => text.Append("\\\\"),
        '\0' => text.Append("\\x00"),
        _ => text.Append(rune.ToString()),
    };
}

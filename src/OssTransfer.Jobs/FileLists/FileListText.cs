using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.FileLists;

/// <summary>How keys are written in error lists and digest lists: one a line, usable as <c>src-file-list</c>.</summary>
public static class FileListText
{
    // What a hidden character may begin with in UTF-8, beside what is one byte.
    private static readonly SearchValues<byte> Suspect =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(value => (byte)value), (byte)'\\', 0x7F, 0xC2, 0xD8, 0xE2]);

    /// <summary>
    /// The key with '\' as <c>\\</c> and hidden characters as <see cref="VisibleText"/> writes them; bytes that are not UTF-8, and a <c>#</c> at the
    /// beginning, which would make a comment of the line, as <c>\xNN</c>.
    /// </summary>
    public static string Escape(ObjectKey key)
    {
        var rest = key.Bytes;
        if (!rest.ContainsAny(Suspect) && !rest.StartsWith((byte)'#') && Utf8.IsValid(rest))
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
                text.Append(VisibleText.Escape(rest[0]));
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

    /// <summary>A line of an error list, without its end.</summary>
    public static string Line(ObjectKey key, long? size, string reason) =>
        string.Create(CultureInfo.InvariantCulture, $"{Escape(key)}\t{size}\t{VisibleText.OfLine(reason)}");

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

    private static void Append(StringBuilder text, Rune rune) =>
        text.Append(rune.Value == '\\' ? @"\\" : VisibleText.IsHidden(rune) ? VisibleText.Escape(rune) : rune.ToString());
}

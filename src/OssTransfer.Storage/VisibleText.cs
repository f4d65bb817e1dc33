using System.Globalization;
using System.Text;

namespace OssTransfer.Storage;

/// <summary>
/// Makes text from outside (keys, reasons, what vendors say) safe to show. What a terminal obeys, what ends a line, and what turns the order of letters is
/// written out: TAB, CR and LF as <c>\t \r \n</c>, other control characters (C0, DEL, C1), line separators and marks of direction as <c>\xNN</c>, their bytes
/// in UTF-8. Lists write keys by the same rule and read them back.
/// </summary>
public static class VisibleText
{
    /// <summary>One line, whatever stands in the text.</summary>
    public static string OfLine(string text) => Write(text, isPage: false);

    /// <summary>A text of ours in which some came from outside: its line feeds and TABs stay.</summary>
    public static string OfPage(string text) => Write(text, isPage: true);

    /// <summary>A character that is never shown as it is.</summary>
    public static bool IsHidden(Rune rune) => Rune.IsControl(rune)
        || rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x2028 and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    /// <summary>How a hidden character is written.</summary>
    public static string Escape(Rune rune)
    {
        switch (rune.Value)
        {
            case '\t':
                return @"\t";
            case '\r':
                return @"\r";
            case '\n':
                return @"\n";
            default:
                Span<byte> bytes = stackalloc byte[4];
                var text = new StringBuilder();
                foreach (var value in bytes[..rune.EncodeToUtf8(bytes)])
                {
                    text.Append(Escape(value));
                }

                return text.ToString();
        }
    }

    /// <summary>How a byte is written.</summary>
    public static string Escape(byte value) => string.Create(CultureInfo.InvariantCulture, $"\\x{value:x2}");

    private static string Write(string text, bool isPage)
    {
        ArgumentNullException.ThrowIfNull(text);
        var from = 0;
        StringBuilder? written = null;
        for (var at = 0; at < text.Length; at++)
        {
            // All of them are of one UTF-16 unit.
            if (!Rune.TryCreate(text[at], out var rune) || !IsHidden(rune) || (isPage && IsOfPage(text, at)))
            {
                continue;
            }

            (written ??= new(text.Length + 8)).Append(text, from, at - from).Append(Escape(rune));
            from = at + 1;
        }

        return written is null ? text : written.Append(text, from, text.Length - from).ToString();
    }

    private static bool IsOfPage(string text, int at) =>
        text[at] is '\n' or '\t' || (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n');
}

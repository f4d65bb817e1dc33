using System.Text;

namespace OssTransfer.Cli.Views;

/// <summary>A line for people: on a terminal it is broken between words where the terminal ends, elsewhere it stays one line.</summary>
internal static class Paragraph
{
    private const string Hanging = "  ";
    private const string Ellipsis = "…";

    public static async Task WriteAsync(Shell shell, string text)
    {
        foreach (var line in In(text, shell.Window()?.Columns))
        {
            await shell.Out.WriteLineAsync(line);
        }
    }

    /// <summary>The lines of a text, which keeps the blanks that it begins with; null: there is room enough.</summary>
    public static IReadOnlyList<string> In(string text, int? width)
    {
        if (width is not { } room || TableText.Cells(text) <= room)
        {
            return [text];
        }

        var words = text.TrimStart(' ');
        var indent = text[..^words.Length];
        var lines = TableText.Wrapped(words, Math.Max(1, room - indent.Length - Hanging.Length));
        return [.. lines.Select((line, at) => indent + (at == 0 ? "" : Hanging) + line)];
    }

    /// <summary>A name that takes no more than so many cells: beginning and end, which distinguish names, stay.</summary>
    public static string Shortened(string name, int? width)
    {
        if (width is not { } room || TableText.Cells(name) <= room)
        {
            return name;
        }

        var runes = name.EnumerateRunes().Select(rune => rune.ToString()).ToList();
        var kept = Math.Max(0, room - Ellipsis.Length);
        var (left, right) = (kept / 2, kept - (kept / 2));
        return Taken(runes, left) + Ellipsis + Reversed(Taken(runes.AsEnumerable().Reverse(), right));
    }

    private static string Taken(IEnumerable<string> runes, int room)
    {
        var taken = new StringBuilder();
        foreach (var rune in runes)
        {
            room -= TableText.Cells(rune);
            if (room < 0)
            {
                break;
            }

            taken.Append(rune);
        }

        return taken.ToString();
    }

    private static string Reversed(string text) => string.Concat(text.EnumerateRunes().Reverse().Select(rune => rune.ToString()));
}

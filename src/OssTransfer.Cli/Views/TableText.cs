using System.Text;
using OssTransfer.Storage;
using Spectre.Console.Rendering;

namespace OssTransfer.Cli.Views;

/// <summary>
/// A table as lines of text, for any width. What doesn't fit is left out in this order: the note goes below its row; columns go, those that say least first;
/// and where what must stay is still too wide, each row is stacked, all its cells with their titles below its name. No word of a title is ever broken, and no
/// note cut.
/// </summary>
/// <param name="Columns">Without that of the notes.</param>
/// <param name="NoteTitle">What stands above the notes.</param>
/// <param name="Rows">The rows.</param>
internal sealed record TableText(IReadOnlyList<Column> Columns, string NoteTitle, IReadOnlyList<TableRow> Rows)
{
    private const int Gap = 2;
    private const string Indent = "  ";

    /// <summary>The table in so many cells of width; null: as wide as it is.</summary>
    public TableLines In(int? width)
    {
        var rows = Rows.Select(row => new TableRow([.. row.Cells.Select(VisibleText.OfLine)], VisibleText.OfLine(row.Note))).ToList();
        var columns = new List<int>(Columns.Count);
        var widths = new int[Columns.Count];
        for (var i = 0; i < widths.Length; i++)
        {
            var column = i;
            columns.Add(i);
            widths[i] = Widest(Columns[i].Title, rows, row => row.Cells[column]);
        }

        var room = width ?? int.MaxValue;

        // 1 All of it, each row in one line.
        var noteWidth = Widest(NoteTitle, rows, row => row.Note);
        if (width is null || Taken(columns, widths) + Gap + noteWidth <= room)
        {
            return new(
                [Line(columns, widths, i => Columns[i].Title, NoteTitle)],
                [.. rows.Select(row => (IReadOnlyList<string>)[Line(columns, widths, i => row.Cells[i], row.Note)])]);
        }

        // 2 Notes below their rows, and columns go until the others fit.
        foreach (var least in columns.Where(i => Columns[i].GoesAs is not null).OrderBy(i => Columns[i].GoesAs).ToList())
        {
            if (Taken(columns, widths) > room)
            {
                columns.Remove(least);
            }
        }

        if (Taken(columns, widths) <= room)
        {
            return new(
                [Line(columns, widths, i => Columns[i].Title)],
                [.. rows.Select(row => (IReadOnlyList<string>)[Line(columns, widths, i => row.Cells[i]), .. NoteOf(row, room)])]);
        }

        // 3 Stacked, all columns of it.
        return new([], [.. rows.Select(row => (IReadOnlyList<string>)[.. Wrapped(row.Cells[0], room), .. Stacked(row, room), .. NoteOf(row, room)])]);
    }

    /// <summary>Facts about one thing, a line each with its name in front; a value that is too long goes on below itself.</summary>
    public static IReadOnlyList<string> Facts(IReadOnlyList<(string Name, string Value)> facts, int? width)
    {
        var names = facts.Select(fact => Cells(fact.Name)).DefaultIfEmpty().Max() + Gap;
        var room = width is { } all ? Math.Max(all - names, all / 2) : int.MaxValue;
        var indent = width is { } of ? Math.Min(names, of - room) : names;
        return
        [
            .. facts.SelectMany(fact => Wrapped(VisibleText.OfLine(fact.Value), room)
                .Select((line, at) => Padded(at == 0 ? fact.Name : "", indent) + line)),
        ];
    }

    /// <summary>A text in lines of so many cells, broken between words; a word that is longer is broken anywhere.</summary>
    public static IReadOnlyList<string> Wrapped(string text, int width)
    {
        var (lines, line) = (new List<string>(), "");
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && Cells(line) + 1 + Cells(word) <= width)
            {
                line += " " + word;
                continue;
            }

            if (line.Length > 0)
            {
                lines.Add(line);
            }

            line = word;
            while (Cells(line) > width)
            {
                var fits = Fitting(line, width);
                lines.Add(line[..fits]);
                line = line[fits..];
            }
        }

        return [.. lines, line];
    }

    /// <summary>A text that takes so many cells, or more where it is longer.</summary>
    public static string Padded(string text, int width) => text + new string(' ', Math.Max(0, width - Cells(text)));

    /// <summary>The cells behind the first, each with its title, as many on a line as fit.</summary>
    private IEnumerable<string> Stacked(TableRow row, int room)
    {
        var line = "";
        foreach (var cell in Columns.Zip(row.Cells).Skip(1).Where(pair => pair.Second.Length > 0).Select(pair => $"{pair.First.Title} {pair.Second}"))
        {
            if (line.Length > 0 && Indent.Length + Cells(line) + Gap + Cells(cell) > room)
            {
                yield return Indent + line;
                line = "";
            }

            line += line.Length > 0 ? new string(' ', Gap) + cell : cell;
            if (Indent.Length + Cells(line) > room)
            {
                foreach (var part in Wrapped(line, room - Indent.Length))
                {
                    yield return Indent + part;
                }

                line = "";
            }
        }

        if (line.Length > 0)
        {
            yield return Indent + line;
        }
    }

    private static IEnumerable<string> NoteOf(TableRow row, int room) =>
        row.Note.Length == 0 ? [] : Wrapped(row.Note, Math.Max(1, room - Indent.Length)).Select(line => Indent + line);

    private static int Fitting(string text, int width)
    {
        var (end, taken) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            taken += Cells(rune.ToString());
            if (taken > width && end > 0)
            {
                break;
            }

            end += rune.Utf16SequenceLength;
        }

        return end;
    }

    private static string Line(List<int> columns, int[] widths, Func<int, string> cell, string note = "")
    {
        var line = new StringBuilder();
        foreach (var column in columns)
        {
            line.Append(Padded(cell(column), widths[column] + Gap));
        }

        return line.Append(note).ToString().TrimEnd();
    }

    private static int Widest(string title, List<TableRow> rows, Func<TableRow, string> cell)
    {
        var most = Cells(title);
        foreach (var row in rows)
        {
            most = Math.Max(most, Cells(cell(row)));
        }

        return most;
    }

    private static int Taken(List<int> columns, int[] widths)
    {
        var taken = -Gap;
        foreach (var column in columns)
        {
            taken += widths[column] + Gap;
        }

        return taken;
    }

    /// <summary>How many cells of a terminal a text takes.</summary>
    public static int Cells(string text) => Ascii.IsValid(text) ? text.Length : CellsOfAny(text);

    // A method of its own, so that a table of ASCII doesn't load the library.
    private static int CellsOfAny(string text) => new Segment(text).CellCount();
}

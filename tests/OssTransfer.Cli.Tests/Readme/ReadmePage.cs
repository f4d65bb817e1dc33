using System.Text.RegularExpressions;

namespace OssTransfer.Cli.Tests.Readme;

/// <summary>A README of the repository, taken apart.</summary>
internal sealed partial class ReadmePage
{
    private ReadmePage(string text)
    {
        Lines = text.Split('\n');
        Tables = [.. FindTables(Lines)];
    }

    public static string Root { get; } = FindRoot();

    public static ReadmePage English { get; } = new(File.ReadAllText(Path.Combine(Root, "README.md")));

    public static ReadmePage Chinese { get; } = new(File.ReadAllText(Path.Combine(Root, "README.zh-CN.md")));

    public IReadOnlyList<string> Lines { get; }

    /// <summary>All tables: rows of cells, the header first.</summary>
    public IReadOnlyList<IReadOnlyList<string[]>> Tables { get; }

    /// <summary>Levels of the headings, in order. A comment in a block of commands is none.</summary>
    public IEnumerable<int> Headings => Outside(Lines).Where(line => line.StartsWith('#')).Select(line => line.TakeWhile(letter => letter == '#').Count());

    /// <summary>Files of the repository that it links to.</summary>
    public IEnumerable<string> Links => Link().Matches(string.Join('\n', Lines)).Select(match => match.Groups[1].Value);

    /// <summary>The rows, without header, of all tables whose header begins like this.</summary>
    public IReadOnlyList<string[]> Rows(params string[] header) =>
        [.. Tables.Where(table => table[0].Take(header.Length).SequenceEqual(header)).SelectMany(table => table.Skip(1))];

    /// <summary>The lines of all fenced blocks of a language.</summary>
    public IEnumerable<string> Block(string language) => Blocks(language).SelectMany(block => block);

    /// <summary>Each fenced block of a language, as lines.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Blocks(string language)
    {
        var blocks = new List<List<string>>();
        var inside = false;
        foreach (var line in Lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inside = line == "```" + language;
                blocks.AddRange(inside ? [[]] : []);
            }
            else if (inside)
            {
                blocks[^1].Add(line);
            }
        }

        return blocks;
    }

    /// <summary>How a text stands in a cell.</summary>
    public static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    /// <summary>How code stands in a cell; nothing where there is none.</summary>
    public static string Code(string text) => text.Length == 0 ? "" : $"`{text.Replace("|", "\\|", StringComparison.Ordinal)}`";

    private static IEnumerable<string> Outside(IEnumerable<string> lines)
    {
        var inside = false;
        foreach (var line in lines)
        {
            var isFence = line.StartsWith("```", StringComparison.Ordinal);
            inside ^= isFence;
            if (!inside && !isFence)
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<IReadOnlyList<string[]>> FindTables(IEnumerable<string> lines)
    {
        var rows = new List<string[]>();
        foreach (var line in Outside(lines).Append(""))
        {
            if (line.StartsWith('|'))
            {
                rows.Add([.. CellEnd().Split(line.Trim('|')).Select(cell => cell.Trim())]);
            }
            else if (rows.Count > 0)
            {
                rows.RemoveAt(1);
                yield return rows;
                rows = [];
            }
        }
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "OssTransfer.sln")))
            {
                return at.FullName;
            }
        }

        throw new DirectoryNotFoundException("These tests read the README: run them where they were built.");
    }

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellEnd();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}

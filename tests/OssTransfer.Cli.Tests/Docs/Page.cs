using System.Text.RegularExpressions;

namespace OssTransfer.Cli.Tests.Docs;

/// <summary>A page of the documentation, taken apart.</summary>
internal sealed partial class Page
{
    private Page(string name, string text)
    {
        Name = name;
        Lines = text.TrimEnd('\n').Split('\n');
        Tables = [.. FindTables(Lines)];
    }

    /// <summary>The file's name without folders.</summary>
    public string Name { get; }

    public IReadOnlyList<string> Lines { get; }

    /// <summary>All tables: rows of cells, the header first.</summary>
    public IReadOnlyList<IReadOnlyList<string[]>> Tables { get; }

    /// <summary>Levels of the headings, in order. A comment in a block of commands is none.</summary>
    public IEnumerable<int> Headings => Outside(Lines).Where(line => line.StartsWith('#')).Select(line => line.TakeWhile(letter => letter == '#').Count());

    /// <summary>What stands in the text as code, a command for example.</summary>
    public IEnumerable<string> Codes => Outside(Lines).SelectMany(line => InCode().Matches(line)).Select(match => match.Groups[1].Value);

    /// <summary>Files that it links to, without what leads to a heading.</summary>
    public IEnumerable<string> Links => Link().Matches(string.Join('\n', Lines)).Select(match => match.Groups[1].Value.Split('#')[0]);

    public static Page Read(string root, string path) => new(Path.GetFileName(path), File.ReadAllText(Path.Combine(root, path)));

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

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellEnd();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex InCode();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}

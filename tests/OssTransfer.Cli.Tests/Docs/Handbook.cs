namespace OssTransfer.Cli.Tests.Docs;

/// <summary>What is written for users in one language: the README, then every page of <c>docs/</c>.</summary>
internal sealed class Handbook
{
    private Handbook(string readme, string folder)
    {
        Folder = folder;
        Pages =
        [
            Page.Read(Root, readme),
            .. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.md")
                .Order(StringComparer.Ordinal)
                .Select(path => Page.Read(Root, Path.GetRelativePath(Root, path))),
        ];
    }

    public static string Root { get; } = FindRoot();

    public static Handbook English { get; } = new("README.md", "docs");

    public static Handbook Chinese { get; } = new("README.zh-CN.md", Path.Combine("docs", "zh-CN"));

    public string Folder { get; }

    public IReadOnlyList<Page> Pages { get; }

    /// <summary>All tables: rows of cells, the header first.</summary>
    public IReadOnlyList<IReadOnlyList<string[]>> Tables => [.. Pages.SelectMany(page => page.Tables)];

    /// <summary>The rows, without header, of all tables whose header begins like this.</summary>
    public IReadOnlyList<string[]> Rows(params string[] header) =>
        [.. Tables.Where(table => table[0].Take(header.Length).SequenceEqual(header)).SelectMany(table => table.Skip(1))];

    /// <summary>Each fenced block of a language, as lines.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Blocks(string language) => [.. Pages.SelectMany(page => page.Blocks(language))];

    /// <summary>The lines of all fenced blocks of a language.</summary>
    public IEnumerable<string> Block(string language) => Blocks(language).SelectMany(block => block);

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "OssTransfer.sln")))
            {
                return at.FullName;
            }
        }

        throw new DirectoryNotFoundException("These tests read the documentation: run them where they were built.");
    }
}

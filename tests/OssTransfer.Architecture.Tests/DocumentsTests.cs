using System.Text;
using System.Text.RegularExpressions;

namespace OssTransfer.Architecture.Tests;

/// <summary>The pages of the repository: what they lead to, and that a reader of the README finds them.</summary>
public sealed partial class DocumentsTests
{
    private const int ReadmeLines = 150;

    /// <summary>Every page, as a path relative to the root.</summary>
    public static TheoryData<string> Pages => [.. AllPages()];

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh-CN.md")]
    public void Readme_is_read_in_minutes(string page) => Assert.InRange(Lines(page).Length, 1, ReadmeLines);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_to_files_and_headings(string page) =>
        Violations.AssertNone(Links(page).Where(link => !Leads(page, link)).Select(link => $"{page}: {link}"));

    [Fact]
    public void Every_page_is_reached_from_the_readme()
    {
        var reached = new HashSet<string>(["README.md"], StringComparer.Ordinal);
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out var page))
        {
            foreach (var next in Links(page).Select(link => Target(page, link.Split('#')[0])).Where(next => next.EndsWith(".md", StringComparison.Ordinal) && reached.Add(next)))
            {
                open.Enqueue(next);
            }
        }

        Violations.AssertNone(AllPages().Except(reached));
    }

    private static IEnumerable<string> AllPages() => Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Repository.Root, path).Replace(Path.DirectorySeparatorChar, '/'))
        .Where(path => !path.Split('/').Intersect(["bin", "obj", "out", ".git"]).Any())
        .Order(StringComparer.Ordinal);

    private static string[] Lines(string page) => File.ReadAllLines(Path.Combine(Repository.Root, page));

    private static IEnumerable<string> Text(string page)
    {
        var inside = false;
        foreach (var line in Lines(page))
        {
            var isFence = line.StartsWith("```", StringComparison.Ordinal);
            inside ^= isFence;
            if (!inside && !isFence)
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Links(string page) => Text(page)
        .SelectMany(line => Link().Matches(InCode().Replace(line, "")))
        .Select(match => match.Groups[1].Value)
        .Where(link => !link.Contains("://", StringComparison.Ordinal));

    private static bool Leads(string page, string link)
    {
        var parts = link.Split('#');
        var target = Target(page, parts[0]);
        return Path.Exists(Path.Combine(Repository.Root, target))
            && (parts.Length == 1 || Text(target).Where(line => line.StartsWith('#')).Select(Anchor).Contains(parts[1]));
    }

    // An empty path is the page itself.
    private static string Target(string page, string link) => link.Length == 0
        ? page
        : Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, link))).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>The name that sites give a heading: letters, digits, hyphens and underscores, in lower case.</summary>
    private static string Anchor(string heading)
    {
        var name = new StringBuilder();
        foreach (var letter in heading.TrimStart('#').Trim().ToLowerInvariant())
        {
            name.Append(letter == ' ' ? "-" : char.IsLetterOrDigit(letter) || letter is '-' or '_' ? letter : "");
        }

        return name.ToString();
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InCode();
}

using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace OssTransfer.Architecture.Tests;

/// <summary>The pages of the repository: what they lead to, and that a reader of the README finds them.</summary>
public sealed partial class DocumentsTests
{
    private const int ReadmeLines = 150;

    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The types of the program and of these tests, by name.</summary>
    private static ILookup<string, Type> Types { get; } = Floors.Of.Keys.Select(Floors.Load).Append(typeof(DocumentsTests).Assembly)
        .SelectMany(assembly => assembly.GetTypes())
        .ToLookup(type => type.Name.Split('`')[0], StringComparer.Ordinal);

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
            foreach (var next in
                Links(page).Select(link => Target(page, link.Split('#')[0])).Where(next => next.EndsWith(".md", StringComparison.Ordinal) && reached.Add(next)))
            {
                open.Enqueue(next);
            }
        }

        Violations.AssertNone(AllPages().Except(reached));
    }

    [Fact]
    public void Pages_that_comments_name_exist() => Violations.AssertNone(
        from comment in Comments()
        from name in PageName().Matches(comment.Text).Select(match => match.Value)
        where !File.Exists(Path.Combine(Repository.Root, name))
        select $"{comment.File}: {name}");

    [Fact]
    public void Words_for_pages_in_comments_have_pages_that_say_so() => Violations.AssertNone(
        from comment in Comments()
        from word in PageWord().Matches(comment.Text).Select(match => match.Groups[1].Value)
        let page = Path.Combine(Repository.Root, "docs", "design", word + ".md")
        where !File.Exists(page) || !File.ReadAllText(page).Contains($"\"The {word}\" in a comment means this page.", StringComparison.Ordinal)
        select $"{comment.File}: the {word}");

    /// <summary>So that whoever looks for a name of the code finds it.</summary>
    [Theory]
    [InlineData("docs/design/architecture.md")]
    [InlineData("CONTRIBUTING.md")]
    public void Members_that_pages_for_developers_name_exist(string page) => Violations.AssertNone(
        from line in Text(page)
        from name in MemberName().Matches(line)
        let type = name.Groups[1].Value
        let member = name.Groups[2].Value
        where !Types[type].Any(candidate => candidate.GetMember(member, Declared).Length > 0)
        select $"{page}: {type}.{member}");

    [Theory]
    [MemberData(nameof(Floors.All), MemberType = typeof(Floors))]
    public void Readme_of_a_project_names_its_folders(string project)
    {
        var readme = Repository.Read(Path.Combine(project, "README.md"));

        Violations.AssertNone(
            from file in Repository.SourceFiles()
            let path = file.Split(Path.DirectorySeparatorChar)
            where path[0] == project && path.Length > 2
            group file by path[1] into folder
            where !readme.Contains($"`{folder.Key}/", StringComparison.Ordinal)
            select $"{project}/{folder.Key}");
    }

    private static IEnumerable<(string File, string Text)> Comments() =>
        from folder in (string[])["src", "tests"]
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
        where !file.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj"]).Any()
        from line in File.ReadLines(file)
        let comment = line.IndexOf("//", StringComparison.Ordinal)
        where comment >= 0
        select (Path.GetRelativePath(Repository.Root, file), line[comment..]);

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
        : Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, link)))
            .Replace(Path.DirectorySeparatorChar, '/');

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

    [GeneratedRegex(@"[\w./-]*\w\.md\b")]
    private static partial Regex PageName();

    // A store contract and a vendor's manual are something else.
    [GeneratedRegex(@"\b[Tt]he (contract|manual|design)\b")]
    private static partial Regex PageWord();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    // Not a project's name and not a file's.
    [GeneratedRegex(@"`(?:\w+/)*(?!OssTransfer\.)([A-Z]\w*)\.([A-Z]\w*)`")]
    private static partial Regex MemberName();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InCode();
}

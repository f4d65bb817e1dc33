using System.Text.RegularExpressions;

namespace OssTransfer.Architecture.Tests;

/// <summary>What the text of the sources shows and their types don't.</summary>
public sealed partial class SourceFilesTests
{
    private const int ReadmeLines = 20;
    private const int LineLength = 160;

    /// <summary>Stores are told apart by the data of their profiles.</summary>
    private static readonly string[] Vendors =
    [
        "jd", "jdcloud", "aws", "amazon", "minio", "ceph", "radosgw", "aliyun", "tencent", "qiniu", "baidu", "huawei", "wasabi", "backblaze", "b2",
        "cloudflare", "r2", "google", "gcs",
    ];

    [Fact]
    public void File_holds_one_type_of_its_name()
    {
        var wrong = Repository.SourceFiles()
            .Where(file => Path.GetFileName(file) != "Program.cs")
            .Select(file => (File: file, Types: Types(file)))
            .Where(row => row.Types is not [var only] || only != Path.GetFileNameWithoutExtension(row.File))
            .Select(row => $"{row.File}: {string.Join(", ", row.Types)}");

        Violations.AssertNone(wrong);
    }

    [Fact]
    public void Namespace_is_that_of_the_folder()
    {
        var wrong = Repository.SourceFiles()
            .Where(file => Path.GetFileName(file) != "Program.cs")
            .Where(
                file => NamespaceLine().Match(Repository.Read(file)).Groups[1].Value != Path.GetDirectoryName(file)!.Replace(Path.DirectorySeparatorChar, '.'));

        Violations.AssertNone(wrong);
    }

    [Fact]
    public void Event_of_the_log_has_a_number_of_its_own()
    {
        var wrong =
            from file in Repository.SourceFiles()
            from match in LoggedEvent().Matches(Repository.Read(file))
            group file by match.Groups[1].Value into events
            where events.Count() > 1
            select $"{events.Key}: {string.Join(", ", events)}";

        Violations.AssertNone(wrong);
    }

    // A text is one piece: the line that holds it alone may be longer.
    [Fact]
    public void Line_is_no_longer_than_a_screen_is_wide()
    {
        var wrong =
            from file in Repository.AllFiles()
            from line in RawText().Replace(File.ReadAllText(file), text => new('\n', text.Value.Count(c => c == '\n')))
                .Split('\n')
                .Select((text, index) => (Text: text, Number: index + 1))
            where line.Text.Length > LineLength && !WholeText().IsMatch(line.Text)
            select $"{Path.GetRelativePath(Repository.Root, file)}:{line.Number}: {line.Text.Length} characters";

        Violations.AssertNone(wrong);
    }

    [Fact]
    public void Usings_are_in_order_those_of_the_system_first()
    {
        var wrong =
            from file in Repository.AllFiles()
            let names = Using().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value).ToArray()
            where !names.SequenceEqual(
                names.OrderBy(name => name.Split('.')[0] != "System").ThenBy(name => name.Replace('.', '\t'), StringComparer.OrdinalIgnoreCase))
            select Path.GetRelativePath(Repository.Root, file);

        Violations.AssertNone(wrong);
    }

    [Fact]
    public void Conditions_name_no_vendor()
    {
        var wrong =
            from file in Repository.SourceFiles()
            from line in Repository.Read(file).Split('\n')
            where Condition().Match(Text().Replace(line, WithoutMessage)) is { Success: true } condition && Words(condition.Value).Intersect(Vendors).Any()
            select $"{file}: {line.Trim()}";

        Violations.AssertNone(wrong);
    }

    [Fact]
    public void Banned_symbols_hold_in_every_project()
    {
        var build = File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props"));
        var banned = File.ReadAllText(Path.Combine(Repository.Source, "BannedSymbols.txt"));

        Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", build, StringComparison.Ordinal);
        Assert.Contains("src/BannedSymbols.txt", build, StringComparison.Ordinal);
        Assert.Contains("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", build, StringComparison.Ordinal);
        Assert.All(
            ["DateTime.Now", "DateTimeOffset.UtcNow", "Thread.Sleep", "Random.Shared"], symbol => Assert.Contains(symbol, banned, StringComparison.Ordinal));
        Assert.DoesNotContain(Repository.SourceFiles(), file => Repository.Read(file).Contains("RS0030", StringComparison.Ordinal));
        Assert.DoesNotContain("RS0030", File.ReadAllText(Path.Combine(Repository.Root, ".editorconfig")), StringComparison.Ordinal);
    }

    // Permits says why.
    [Fact]
    public void Semaphore_that_can_forget_who_waits_is_used_in_one_place() =>
        Assert.Equal(
            ["OssTransfer.Storage/Permits.cs"],
            Repository.SourceFiles().Where(file => Repository.Read(file).Contains("SemaphoreSlim", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Floors.All), MemberType = typeof(Floors))]
    public void Project_says_in_a_few_lines_what_it_promises(string project)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Source, project, "README.md"));

        Assert.Equal($"# {project}", lines[0]);
        Assert.InRange(lines.Length, 5, ReadmeLines);
        Assert.Contains(lines, line => line.Contains("promises", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Start with", StringComparison.Ordinal));
    }

    private static string[] Types(string file) => [.. TopLevelType().Matches(Repository.Read(file)).Select(match => match.Groups[1].Value)];

    // A message may speak of a vendor, and so may a word of a protocol.
    private static string WithoutMessage(Match text) => Vendors.Contains(text.Groups[1].Value.ToLowerInvariant()) ? text.Value : "\"\"";

    // StoreProfile.JdCloud -> store, profile, jd, cloud
    private static IEnumerable<string> Words(string text) => Word().Matches(text).Select(match => match.Value.ToLowerInvariant());

    // What stands at the beginning of a line is no member.
    [GeneratedRegex(@"\[LoggerMessage\(\s*(?:EventId\s*=\s*)?(\d+)")]
    private static partial Regex LoggedEvent();

    [GeneratedRegex(@"^(?:(?:public|internal|file|static|sealed|abstract|readonly|partial|ref|unsafe)\s+)*(?:class|interface|enum|delegate\s+\S+|record(?:\s+(?:class|struct))?|struct)\s+(\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Text();

    [GeneratedRegex("\"{3}.*?\"{3}", RegexOptions.Singleline)]
    private static partial Regex RawText();

    /// <summary>A verbatim text or a text of bytes anywhere, or a text that fills the line: before it only what it is for, after it only what closes.</summary>
    [GeneratedRegex("""@"|"u8|^\s*(?:[?:+] |return |yield return |[\w. ]+ = |(?:[\w.]+|\[\w+)\()?\$?".*"(?:, \w+)?[\])},;]*$""")]
    private static partial Regex WholeText();

    [GeneratedRegex(@"^using ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"\b(?:if|while|when|case)\b.*|^.*(?:&&|\|\|).*$")]
    private static partial Regex Condition();

    [GeneratedRegex(@"[A-Z]?[a-z]+[0-9]*|[A-Z]+(?![a-z])[0-9]*")]
    private static partial Regex Word();
}

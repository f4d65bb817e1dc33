using System.Globalization;
using System.Text.RegularExpressions;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Contracts;

namespace OssTransfer.Cli.Tests.Docs;

/// <summary>The table of exit codes is the same wherever it stands.</summary>
public sealed partial class ExitCodeTests
{
    private const string Stopped = "credentials, endpoint, bucket, clock, quota, space or memory";

    [Theory]
    [InlineData("docs/operations.md")]
    [InlineData("docs/zh-CN/operations.md")]
    public void Page_has_the_codes_that_the_program_gives(string page)
    {
        var text = File.ReadAllText(Path.Combine(Handbook.Root, page));

        Assert.Equal(
            Enum.GetValues<ExitCode>().Select(code => (int)code).Order(),
            Row().Matches(text).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)));
        Assert.True(page.Contains("zh-CN", StringComparison.Ordinal) || text.Contains(Stopped, StringComparison.Ordinal), page);
    }

    [Fact]
    public async Task Help_has_them_too()
    {
        await using var output = new StringWriter();
        var shell = new Shell { Out = output, Error = TextWriter.Null, Variable = _ => null, Directory = "/", ProgramDirectory = "/nowhere" };

        await CommandLineProgram.RunAsync(["--help"], shell, TestContext.Current.CancellationToken);

        var help = output.ToString();
        Assert.All(Enum.GetValues<ExitCode>(), code => Assert.Matches($@"(?m)^ .*\b{code:D} \w", help));
        Assert.Contains(Stopped, help, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\| (\d+) \| ", RegexOptions.Multiline)]
    private static partial Regex Row();
}

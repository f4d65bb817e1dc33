using System.Text.RegularExpressions;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Commands;
using OssTransfer.Contracts;

namespace OssTransfer.Cli.Tests.CommandLine;

/// <summary>Commands in texts: made by one function, taken by the program, and written as they work where they are read.</summary>
public sealed partial class AdviceContextTests
{
    private static readonly Shell Shell = new()
    {
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        Variable = name => name == "OSSTRANSFER_HOME" ? "/usual" : null,
        Directory = "/here",
        ProgramDirectory = "/nowhere",
    };

    [Theory]
    [InlineData("", "redo x", "osstransfer redo x")]
    [InlineData("--home /usual", "redo x", "osstransfer redo x")]
    [InlineData("--home other", "redo x", "osstransfer redo x --home=/here/other")]
    [InlineData("--home=/my|home", "redo x", @"osstransfer redo x --home=/my\ home")]
    [InlineData("--home=/h", "redo x --home=/other", "osstransfer redo x --home=/other")]
    [InlineData("--home=/h", "start --api-port=0", "osstransfer start --api-port=0 --home=/h")]
    [InlineData("--home=/h", "redo --help", "osstransfer redo --help")]
    [InlineData("--home=/h", "probe job.cfg", "osstransfer probe job.cfg")]
    [InlineData("--api=http://127.0.0.1:1 --token-file t", "redo x", "osstransfer redo x --api=http://127.0.0.1:1 --token-file=/here/t")]
    [InlineData("--api=http://127.0.0.1:1 --home=/h", "start", "osstransfer start --home=/h")]
    [InlineData("--home", "redo x", "osstransfer redo x")]
    [InlineData("@job --home=/h", "redo x", "osstransfer redo x --home=/h")]
    public void Command_is_written_for_the_silo_that_was_meant(string typed, string words, string expected)
    {
        string[] args = ["status", .. typed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Replace('|', ' '))];

        var text = AdviceContext.Of(args, Shell).In($"before '{Advice.Program} {words}' after");

        Assert.Equal($"before '{expected}' after", text);
    }

    [Theory]
    [InlineData("plain-1.cfg", "plain-1.cfg")]
    [InlineData("a b'c\"d", """a\ b\'c\"d""")]
    [InlineData("$(rm)~*", """\$\(rm\)\~\*""")]
    [InlineData("照片", "照片")]
    [InlineData("", "\"\"")]
    public void Words_are_quoted_for_a_shell_and_found_again(string word, string quoted)
    {
        var line = Advice.Of("edit", word);
        var found = "";

        var text = Advice.Rewrite($"one {line} two", words => found = words);

        Assert.Equal(quoted, Advice.Quote(word));
        Assert.Equal($"edit {quoted}", found);
        Assert.Equal($"one 'edit {quoted}' two", text);
    }

    [Fact]
    public void Job_takes_the_place_of_its_placeholder() =>
        Assert.Equal(
            @"stop, then 'osstransfer redo a\(1\) --failed' or JOB",
            Advice.About("a(1)", $"stop, then {Advice.Of("redo", "JOB", "--failed")} or JOB"));

    [Fact]
    public void Every_command_in_a_text_is_made_by_one_function_and_taken_by_the_program()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Docs.Handbook.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.EndsWith("/Advice.cs", StringComparison.Ordinal))
            .Select(file => (File: Path.GetFileName(file), Text: File.ReadAllText(file)))
            .ToList();
        var made = sources.SelectMany(source => Made().Matches(source.Text).Select(match => (source.File, Words: Words(match.Groups[1].Value)))).ToList();
        var root = CommandTree.Create(Shell);

        Assert.DoesNotContain(sources, source => ByHand().IsMatch(source.Text));
        Assert.True(made.Count > 50, $"only {made.Count} were found");
        Assert.All(made, command =>
        {
            var parse = root.Parse(command.Words, CommandLineProgram.Parsing);
            Assert.True(
                parse.Errors.Count == 0,
                $"{command.File}: {string.Join(' ', command.Words)}: {string.Join("; ", parse.Errors.Select(error => error.Message))}");
        });
    }

    // What is known only when the program runs is some word.
    private static string[] Words(string arguments) =>
        [.. Argument().Matches(arguments).Select(match => match.Groups[1].Success ? match.Groups[1].Value : "x")];

    [GeneratedRegex("Advice\\.Of\\((\"[^()]*)\\)")]
    private static partial Regex Made();

    [GeneratedRegex("\"([^\"]*)\"|[^\\s,\"][^,\"]*")]
    private static partial Regex Argument();

    [GeneratedRegex("['`]osstransfer [a-z-]")]
    private static partial Regex ByHand();
}

using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Silo.Tests.Api;

namespace OssTransfer.Cli.Tests.Commands;

public sealed class EditCommandTests : CliFixture
{
    private const string Config = "job-ID: x\ncheck-mode: md5\ndes-secretkey: ***\n";

    private string Seen => Path.Combine(Directory, "seen");

    [Fact]
    public async Task Editor_gets_the_masked_text_in_a_private_file_and_its_result_is_sent()
    {
        AddJob();
        UseEditor("""stat -c '%a %n' "$2" > seen; cat "$2" >> seen; sed -i 's/md5/full/' "$2" """, "--wait");

        var result = await RunAsync("edit", "x");

        Assert.Equal((0, "Changed the job 'x'.\n"), (result.Code, result.Out));
        Assert.Equal("job-ID: x\ncheck-mode: full\ndes-secretkey: ***\n", Assert.Single(Jobs.Edited).Config);
        var seen = await File.ReadAllTextAsync(Seen, TestContext.Current.CancellationToken);
        Assert.StartsWith("600 ", seen, StringComparison.Ordinal);
        Assert.EndsWith(Config, seen, StringComparison.Ordinal);
        Assert.False(File.Exists(FileIn(seen)));
    }

    [Fact]
    public async Task Unchanged_text_is_not_sent()
    {
        AddJob();
        UseEditor("true");

        var result = await RunAsync("edit", "--jobID=x");

        Assert.Equal((0, "Nothing was changed in the job 'x'.\n"), (result.Code, result.Out));
        Assert.Empty(Jobs.Edited);
    }

    [Fact]
    public async Task Refused_text_is_kept_for_another_try()
    {
        AddJob();
        UseEditor("""stat -c '%a %n' "$1" > seen; echo 'bogus: 1' >> "$1" """);
        Jobs.Refusals.Enqueue(new CommandAnswer { Code = ExitCode.Usage, Message = "1 error in the configuration.", Errors = [new(4, "bogus", "is unknown")] });

        var result = await RunAsync("edit", "x");

        var file = FileIn(await File.ReadAllTextAsync(Seen, TestContext.Current.CancellationToken));
        Assert.Equal(2, result.Code);
        Assert.Contains($"{file}:4: bogus: is unknown", result.Error, StringComparison.Ordinal);
        Assert.Contains($"osstransfer edit x --file {file}", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("bogus: 1\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        System.IO.Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Theory]
    [InlineData("exit 3", "ended with code 3, so nothing was changed", 1)]
    [InlineData("exit 127", "was not found", 2)]
    public async Task Editor_that_fails_changes_nothing(string script, string message, int code)
    {
        AddJob();
        UseEditor($"echo lost >> \"$1\"; {script}");

        var result = await RunAsync("edit", "x");

        Assert.Equal(code, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Empty(Jobs.Edited);
    }

    [Fact]
    public async Task Running_job_is_refused_before_the_editor_opens()
    {
        AddJob("running");
        UseEditor("touch seen");

        var result = await RunAsync("edit", "x");

        Assert.Equal(6, result.Code);
        Assert.Contains("pause", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Seen));
    }

    [Fact]
    public async Task File_is_sent_with_its_secrets_resolved()
    {
        AddJob();
        Variables["NEW_KEY"] = "new";
        Write("new.cfg", "job-ID: x\ndes-secretkey: env:NEW_KEY\n");

        var result = await RunAsync("edit", "x", "--file", "new.cfg");

        Assert.Equal(0, result.Code);
        Assert.Equal("job-ID: x\ndes-secretkey: \"new\"\n", Assert.Single(Jobs.Edited).Config);
    }

    [Fact]
    public async Task Look_shows_the_configuration()
    {
        AddJob();

        Assert.Equal(Config, (await RunAsync("look", "x")).Out);
        Assert.Contains(
            "\"config\": \"job-ID: x\\ncheck-mode: md5\\ndes-secretkey: ***\\n\"",
            (await RunAsync("look", "--jobID=x", "--json")).Out,
            StringComparison.Ordinal);
    }

    private static string FileIn(string seen) => seen.Split('\n')[0][4..];

    private void AddJob(string state = "paused")
    {
        Jobs.Jobs.Add(FakeJobService.Report("x", state));
        Jobs.Configs["x"] = Config;
    }

    private void UseEditor(string script, string arguments = "")
    {
        var editor = Write("editor.sh", $"#!/bin/sh\ncd '{Directory}'\n{script}\n");
        Variables["EDITOR"] = $"sh '{editor}' {arguments}".TrimEnd();
    }
}

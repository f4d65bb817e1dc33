using System.Diagnostics;
using OssTransfer.EndToEnd.Tests.Running;
using static OssTransfer.Cli.Tests.Docs.Handbook;

namespace OssTransfer.Cli.Tests.Docs;

/// <summary>Commands that the pages show do what they say: each is run by the program, with a silo and directories of its own.</summary>
public sealed class HandbookRunTests : IAsyncDisposable
{
    private const string Program = "out/osstransfer ";

    /// <summary>Commands that aren't run, and why.</summary>
    private static readonly Dictionary<string, string> NotRun = new()
    {
        ["status --watch"] = "goes on until Ctrl-C",
        ["cluster init"] = "needs PostgreSQL, as the rest of that page does",
        ["start --cluster"] = "the same",
        ["move-state"] = "the same",
    };

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("osstransfer-handbook-");

    public async ValueTask DisposeAsync()
    {
        await RunAsync("stop");
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Commands_in_the_text_are_carried_out()
    {
        foreach (var name in (string[])["s3", "photos", "archive"])
        {
            _directory.CreateSubdirectory($"{name}-to");
            await File.WriteAllTextAsync(Path.Combine(_directory.CreateSubdirectory(name).FullName, "a.jpg"), name, TestContext.Current.CancellationToken);
        }

        await WriteAsync("list.txt", "a.jpg\n");
        await WriteAsync("new-list.txt", "a.jpg\n");
        await WriteAsync("s3.cfg", Job("s3"));
        await WriteAsync("job.cfg", Job("photos"));
        await WriteAsync("archive.cfg", Job("archive") + $"src-file-list: {_directory.FullName}/list.txt\n");
        var shown = English.Block("sh")
            .Where(line => line.StartsWith(Program, StringComparison.Ordinal))
            .Select(line => line[Program.Length..])
            .Where(line => !NotRun.Keys.Any(command => line.StartsWith(command, StringComparison.Ordinal)))
            .ToList();

        // What needs a home without a silo goes first, what needs no silo afterwards last.
        string[] before = [.. shown.Where(line => line.StartsWith("run ", StringComparison.Ordinal)), "start", "add archive.cfg --wait"];
        string[] after = ["stop"];
        string[] typed = [.. before, .. shown.Except(before).Except(after), .. after];
        var failed = new List<string>();
        foreach (var line in typed)
        {
            var result = await RunAsync(line.Split(' '));
            failed.AddRange(result.Code == 0 ? [] : [$"{line}: {result.Code} {result.Out}{result.Error}"]);
        }

        Assert.Empty(shown.Except(typed));
        Assert.Empty(failed);
        Assert.Equal("photos", await File.ReadAllTextAsync(Path.Combine(_directory.FullName, "photos-to", "a.jpg"), TestContext.Current.CancellationToken));
    }

    private string Job(string name) => $"""
        job-ID: {name}
        src-filetype: diskfile
        src-absolutepath: {_directory.FullName}/{name}
        des-filetype: diskfile
        des-absolutepath: {_directory.FullName}/{name}-to
        sync-enable-increment: False

        """;

    private Task WriteAsync(string name, string text) =>
        File.WriteAllTextAsync(Path.Combine(_directory.FullName, name), text, TestContext.Current.CancellationToken);

    private async Task<CliResult> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(TestedProgram.Path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _directory.FullName,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("OSSTRANSFER_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["OSSTRANSFER_HOME"] = Path.Combine(_directory.FullName, "home");
        start.Environment["OSSTRANSFER_API_PORT"] = "0";
        start.Environment["OSSTRANSFER_NAME"] = "node2";
        using var process = Process.Start(start)!;

        // Of a command that asks for a password.
        await process.StandardInput.WriteLineAsync("password");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CliResult(process.ExitCode, await output, await error);
    }
}

using System.Diagnostics;
using OssTransfer.Cli.Processes;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Tests.Processes;

/// <summary>A directory in which a user types commands: each is a process of the program, as a shell starts it.</summary>
public sealed class ProgramBench : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("osstransfer-typed-");

    public ProgramBench() => Home = new(Path.Combine(_directory.FullName, "home of it"));

    /// <summary>Where the user is.</summary>
    public string Here => _directory.FullName;

    /// <summary>Not the default: every command must name it. Its name needs quoting.</summary>
    internal HomeDirectory Home { get; }

    /// <summary>Where the program is.</summary>
    public static string Program => TestedProgram.Path;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (SupervisorLock.FindHolder(Home) is not null || Home.FindHolder() is not null)
        {
            await RunAsync("stop", $"--home={Home.Path}");
        }

        _directory.Delete(recursive: true);
    }

    /// <summary>A file beside the user.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Here, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A command with these arguments.</summary>
    internal Task<CliResult> RunAsync(params string[] arguments) => StartAndWaitAsync(Program, arguments);

    /// <summary>A line as it is typed into a shell; <c>$O</c> is the program.</summary>
    internal Task<CliResult> TypeAsync(string line) => StartAndWaitAsync("/bin/sh", ["-c", line]);

    private static bool IsOfUser(string variable) => variable.StartsWith("OSSTRANSFER_", StringComparison.Ordinal) || variable is "EDITOR" or "VISUAL";

    private async Task<CliResult> StartAndWaitAsync(string file, string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = Here,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOfUser).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = Here;
        start.Environment["O"] = Program;
        start.Environment["OSSTRANSFER_API_PORT"] = "0";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(Cancellation);
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return new CliResult(process.ExitCode, await output, await error);
    }
}

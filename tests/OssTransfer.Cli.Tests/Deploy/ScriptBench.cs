using System.Diagnostics;
using OssTransfer.EndToEnd.Tests.Running;

namespace OssTransfer.Cli.Tests.Deploy;

/// <summary>Runs a script of the image in an environment of its own, before a program that tells what it is given and ends with 42.</summary>
internal sealed class ScriptBench : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("osstransfer-deploy-");
    private string _programs;

    public ScriptBench()
    {
        _programs = _directory.CreateSubdirectory("bin").FullName;
        Environment["OSSTRANSFER_HOME"] = Home;
        WriteProgram("osstransfer", $"""
            printf '[%s]' "$@"
            echo " address $OSSTRANSFER_ADDRESS"
            printf %s "$DATABASE" > '{Path}/DATABASE'
            exit 42
            """);
    }

    public string Path => _directory.FullName;

    public string Home => System.IO.Path.Combine(Path, "home");

    public Dictionary<string, string> Environment { get; } = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Delete(recursive: true);

    /// <summary>What <c>hostname -I</c> says in the container.</summary>
    public void SayAddresses(string addresses) => WriteProgram("hostname", $"[ \"$*\" = -I ] && echo '{addresses}'");

    /// <summary>The program that was built, instead of the one that tells what it is given.</summary>
    public void UseRealProgram() => _programs = TestedProgram.Folder;

    /// <summary>A variable as the program saw it.</summary>
    public string Said(string variable) => File.ReadAllText(System.IO.Path.Combine(Path, variable));

    public async Task<CliResult> RunAsync(string script, params string[] arguments)
    {
        using var process = Start(script, arguments);
        var output = process.StandardOutput.ReadToEndAsync(Cancellation);
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return new(process.ExitCode, await output, await error);
    }

    public Process Start(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh", [DeployFolder.PathOf($"container/{script}"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("OSSTRANSFER_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["PATH"] = $"{_programs}:{start.Environment["PATH"]}";
        return Process.Start(start)!;
    }

    private void WriteProgram(string name, string text)
    {
        var path = System.IO.Path.Combine(_programs, name);
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}

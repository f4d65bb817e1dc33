using System.Diagnostics;

namespace OssTransfer.Cli.Tests.Published;

/// <summary>ts.py with a program beside it, on the PATH, or nowhere. Python is needed; tests are skipped without it.</summary>
public sealed class WrapperScriptTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ts-py-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("python3")]
    [InlineData("python2")]
    public async Task Program_beside_the_script_gets_the_arguments_and_gives_the_exit_code(string python)
    {
        WriteProgram(_folder.FullName, "beside");

        var (code, output, _) = await RunAsync(python, _folder.FullName, path: null, "add", "my job.cfg", "--msg=a b");

        Assert.Equal((7, "beside|add|my job.cfg|--msg=a b|"), (code, output));
    }

    [Fact]
    public async Task Program_on_the_path_is_used_where_none_stands_beside()
    {
        var bin = _folder.CreateSubdirectory("bin").FullName;
        WriteProgram(bin, "path");

        var (code, output, _) = await RunAsync("python3", _folder.FullName, bin, "status");

        Assert.Equal((7, "path|status|"), (code, output));
    }

    [Fact]
    public async Task Missing_program_is_said_so()
    {
        var (code, output, error) = await RunAsync("python3", _folder.FullName, path: _folder.FullName, "status");

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("ts.py: cannot run osstransfer", error, StringComparison.Ordinal);
    }

    private static void WriteProgram(string folder, string name)
    {
        var program = Path.Combine(folder, "osstransfer");
        File.WriteAllText(program, $"#!/bin/sh\nprintf '%s|' {name} \"$@\"\nexit 7\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string python, string folder, string? path, params string[] arguments)
    {
        var script = Path.Combine(folder, "ts.py");
        File.Copy(PublishedFolder.PathOf("ts.py"), script);
        Assert.SkipUnless(await ExitCodeAsync(python) == 0, $"{python} is not installed");

        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true, RedirectStandardError = true };

        // The shell finds the interpreter by the whole PATH; the script sees only the given one.
        var assignment = path is null ? "" : $"PATH='{path}' ";
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"python=$({python} -c 'import sys; print(sys.executable)'); {assignment}exec \"$python\" \"$@\"");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(script);
        Array.ForEach(arguments, start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    private static async Task<int> ExitCodeAsync(string python)
    {
        var start = new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", $"{python} -c '' 2>/dev/null" } };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }
}

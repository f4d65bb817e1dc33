using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OssTransfer.Cli.Tests.Launcher;

/// <summary>The script that a published folder starts with, given a system of its own by a <c>getconf</c> in front of the real one.</summary>
public sealed partial class LauncherTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("osstransfer-launcher-");

    private static string Script => Path.Combine(AppContext.BaseDirectory, "Launcher", "osstransfer.sh");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("glibc 2.34")]
    [InlineData("glibc 2.36")]
    [InlineData("glibc 3.0")]
    public async Task Program_is_started_with_its_arguments_on_a_new_enough_system(string libc)
    {
        var (code, output) = await RunAsync(libc, "add", "a b", "");

        Assert.Equal((42, "[add][a b][]"), (code, output));
    }

    [Theory]
    [InlineData("glibc 2.33", "is glibc 2.33, and osstransfer needs glibc 2.34 or newer")]
    [InlineData("glibc 2.17", "is glibc 2.17")]
    [InlineData("", "is not glibc")]
    public async Task Old_or_other_library_is_named(string libc, string message)
    {
        var (code, output) = await RunAsync(libc, "status");

        Assert.Equal(1, code);
        Assert.Contains(message, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Script_asks_for_what_the_programs_own_library_needs()
    {
        var library = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libe_sqlite3.so");
        var needed = Versions().Matches(Encoding.Latin1.GetString(File.ReadAllBytes(library)))
            .Max(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));

        Assert.Contains($"-lt {needed} ]", File.ReadAllText(Script), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"GLIBC_2\.(\d+)")]
    private static partial Regex Versions();

    private async Task<(int Code, string Output)> RunAsync(string libc, params string[] arguments)
    {
        var launcher = Path.Combine(_directory.FullName, "osstransfer");
        File.Copy(Script, launcher);
        WriteScript("osstransfer-bin", "printf '[%s]' \"$@\"; exit 42");
        WriteScript("getconf", libc.Length == 0 ? "exit 1" : $"echo '{libc}'");
        var start = new ProcessStartInfo("/bin/sh", [launcher, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_directory.FullName}:{start.Environment["PATH"]}";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + error);
    }

    private void WriteScript(string name, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }

        using var writer = new StreamWriter(Path.Combine(_directory.FullName, name), options);
        writer.Write($"#!/bin/sh\n{text}\n");
    }
}

using System.Diagnostics;

namespace OssTransfer.Cli.Processes;

/// <summary>Starts this program again with other arguments.</summary>
internal static class OwnProgram
{
    private const string Detach = "mask=$(umask); umask 077; exec >>\"$1\" 2>&1 </dev/null; umask $mask; shift; exec \"$@\"";

    /// <summary>Its output goes to the end of a log, its input is empty. A reader of this process' output sees its end with this process.</summary>
    // The log is its owner's alone; what the program writes for users has the rights that they are used to.
    // By a shell: the runtime keeps copies of the streams it is started with, so they must be the right ones from the beginning.
    public static Process StartInBackground(string logFile, IEnumerable<string> arguments) =>
        Start("/bin/sh", ["-c", Detach, "sh", logFile, .. CommandLine(arguments)]);

    /// <summary>Runs it to its end with this process' streams. Cancelling asks it to end in good order and waits for that.</summary>
    public static async Task<int> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var line = CommandLine(arguments);
        using var process = Start(line[0], line.Skip(1));
        await using var _ = cancellationToken.Register(() => NativeProcess.Terminate(process.Id));
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    private static Process Start(string file, IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo(file, arguments) { UseShellExecute = false })!;

    // Run as "dotnet osstransfer.dll" the process is dotnet, which wants the program's name first.
    private static List<string> CommandLine(IEnumerable<string> arguments)
    {
        var program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [program, Path.Combine(AppContext.BaseDirectory, "osstransfer.dll"), .. arguments]
            : [program, .. arguments];
    }
}

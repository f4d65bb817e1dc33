using System.Runtime.InteropServices;

namespace OssTransfer.Cli.Processes;

/// <summary>What .NET has no call for: leaving the terminal, and asking a process to end.</summary>
internal static partial class NativeProcess
{
    private const int SigTerm = 15;

    /// <summary>Makes this process the head of a session of its own: closing the terminal or Ctrl-C there no longer reach it.</summary>
    // Fails where the process heads a group already, which is as good.
    public static void LeaveTerminal() => _ = setsid();

    /// <summary>Asks a process to end in good order; one that is gone already is no error.</summary>
    public static void Terminate(int pid) => _ = kill(pid, SigTerm);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setsid();

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int pid, int signal);
}

using System.Runtime.InteropServices;

namespace OssTransfer.Cli.Processes;

/// <summary>What .NET has no call for: leaving the terminal, and asking a process to end.</summary>
internal static partial class NativeProcess
{
    private const int SigTerm = 15;
    private const int StandardOutput = 1;
    private const short PollError = 8;

    /// <summary>Makes this process the head of a session of its own: closing the terminal or Ctrl-C there no longer reach it.</summary>
    // Fails where the process heads a group already, which is as good.
    public static void LeaveTerminal() => _ = setsid();

    /// <summary>Asks a process to end in good order; one that is gone already is no error.</summary>
    public static void Terminate(int pid) => _ = kill(pid, SigTerm);

    /// <summary>Standard output is a pipe whose reader is gone. The runtime hides that: it writes on into nowhere.</summary>
    public static bool IsOutputClosed()
    {
        var output = new PollDescriptor { Descriptor = StandardOutput };
        return poll(ref output, 1, 0) > 0 && (output.Returned & PollError) != 0;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setsid();

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int pid, int signal);

    // struct pollfd
    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Asked;
        public short Returned;
    }
}

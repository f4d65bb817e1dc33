using System.ComponentModel;
using System.Runtime.InteropServices;

namespace OssTransfer.Cli.Processes;

/// <summary>What .NET has no call for: leaving the terminal, and asking a process to end.</summary>
internal static partial class NativeProcess
{
    private const int ReadWrite = 2;
    private const int CreateAppendWrite = 0x441; // O_WRONLY | O_CREAT | O_APPEND on Linux
    private const int OwnerOnly = 0x180; // 0600
    private const int SigTerm = 15;

    /// <summary>Makes this process the head of a session of its own, without a terminal; its output goes to a log, its input is empty.</summary>
    public static void Detach(string logFile)
    {
        // Fails where the process heads a group already, which is as good.
        _ = setsid();
        Redirect("/dev/null", ReadWrite, 0);
        Redirect(logFile, CreateAppendWrite, 1);
        Redirect(logFile, CreateAppendWrite, 2);
    }

    /// <summary>Asks a process to end in good order; one that is gone already is no error.</summary>
    public static void Terminate(int pid) => _ = kill(pid, SigTerm);

    private static void Redirect(string path, int flags, int descriptor)
    {
        var opened = open(path, flags, OwnerOnly);
        if (opened < 0 || dup2(opened, descriptor) < 0)
        {
            throw new CliException(Jobs.Lifecycle.ExitCode.Error, $"{path} cannot be opened: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        }

        _ = close(opened);
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setsid();

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags, int mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int dup2(int from, int to);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int pid, int signal);
}

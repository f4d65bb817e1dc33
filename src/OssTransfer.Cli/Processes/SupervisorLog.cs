using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Processes;

/// <summary>What the supervisor says, and what a silo says that cannot start. The silo's own log is elsewhere.</summary>
internal static class SupervisorLog
{
    /// <summary>A larger file is set aside, over the one that was set aside before.</summary>
    public const int MaxBytes = 1 << 20;

    public static string PathIn(HomeDirectory home) => Path.Combine(home.LogsPath, "log-supervisor.txt");

    /// <summary>
    /// Keeps the file small, however often a silo dies. Copied and emptied rather than renamed: this process and the silo's write to its end
    /// by the stream they were started with.
    /// </summary>
    public static void Bound(HomeDirectory home)
    {
        var file = new FileInfo(PathIn(home));
        if (file is not { Exists: true, Length: > MaxBytes })
        {
            return;
        }

        try
        {
            file.CopyTo(Path.Combine(home.LogsPath, "log-supervisor.1.txt"), overwrite: true);
            using var stream = file.Open(FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite);
        }
        catch (IOException)
        {
            // A full disk is no reason to leave a silo dead.
        }
    }
}

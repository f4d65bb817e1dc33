using System.Globalization;
using OssTransfer.Storage.Disk;
using OssTransfer.Storage.Files;

namespace OssTransfer.Silo.Hosting;

/// <summary>
/// The right to be the one process for something: a lock on a file, which the system takes back when the process ends, killed or not, and the process' id in
/// another beside it. Both are 0600, whatever the umask.
/// </summary>
public sealed class ProcessLock : IDisposable
{
    // A look at the lock by the command line holds it for a moment.
    private const int Attempts = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);

    private readonly FileStream _file;

    private ProcessLock(FileStream file) => _file = file;

    /// <summary>Takes the lock and writes this process' id; null where another process has it.</summary>
    /// <exception cref="IOException">The files cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write them.</exception>
    public static async Task<ProcessLock?> TryAcquireAsync(string lockPath, string pidPath, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (TryOpen(lockPath, FileAccess.ReadWrite, FileShare.None) is { } file)
            {
                return WritePid(file, lockPath, pidPath);
            }

            if (attempt == Attempts)
            {
                return null;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>The process that holds the lock; null where none does, 0 where its id is not written yet or can't be read.</summary>
    public static int? FindHolder(string lockPath, string pidPath)
    {
        try
        {
            // Shared, so that two processes that only look don't take each other for the holder.
            using var file = TryOpen(lockPath, FileAccess.Read, FileShare.Read);
            return file is null ? ReadPid(pidPath) : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether a process has the lock's file open. An id that was written down may be another process' by now: the process that has the lock open is the
    /// one that wrote it, whenever either of them was started and whatever it is called.
    /// </summary>
    public static bool IsOpenIn(int pid, string lockPath)
    {
        try
        {
            return FileIdentity.Of(lockPath) is { } file
                && Directory.EnumerateFileSystemEntries($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/fd")
                    .Any(open => FileIdentity.Of(open) == file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Ended, or another user's.
            return false;
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => _file.Dispose();

    private static int ReadPid(string pidPath)
    {
        try
        {
            return int.TryParse(File.ReadAllText(pidPath).AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static ProcessLock WritePid(FileStream file, string lockPath, string pidPath)
    {
        try
        {
            PrivateFiles.Close(lockPath);
            PrivateFiles.Replace(pidPath, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
            return new(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // Null where another process holds it. FileShare.None is flock(LOCK_EX) on Unix, FileShare.Read flock(LOCK_SH).
    private static FileStream? TryOpen(string path, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = access == FileAccess.Read ? FileMode.Open : FileMode.OpenOrCreate, Access = access, Share = share };
        if (!OperatingSystem.IsWindows() && access != FileAccess.Read)
        {
            options.UnixCreateMode = PrivateFiles.FileMode0600;
        }

        try
        {
            return new FileStream(path, options);
        }
        catch (IOException exception) when (IsHeldByAnother(exception))
        {
            return null;
        }
    }

    // EWOULDBLOCK on Linux, on macOS, and a sharing violation on Windows.
    private static bool IsHeldByAnother(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);
}

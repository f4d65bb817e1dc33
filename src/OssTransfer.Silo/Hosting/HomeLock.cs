using System.Globalization;
using OssTransfer.Contracts;

namespace OssTransfer.Silo.Hosting;

/// <summary>The right to be the one process on a home. The system takes it back when the process ends, killed or not.</summary>
internal sealed class HomeLock : IDisposable
{
    // A look at the lock by the command line holds it for a moment.
    private const int Attempts = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);

    private readonly FileStream _file;

    private HomeLock(FileStream file) => _file = file;

    /// <summary>Takes the lock and writes this process' id.</summary>
    /// <exception cref="HomeException">Another process has it (the message names its id), or the home cannot be written.</exception>
    public static async Task<HomeLock> AcquireAsync(HomeDirectory home, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (TryOpen(home, FileAccess.ReadWrite, FileShare.None) is { } file)
            {
                return WritePid(home, file);
            }

            if (attempt == Attempts)
            {
                throw new HomeException(
                    $"Process {ReadPid(home)} already runs on this home: {home.Path}. Stop it with {Advice.Of("stop")}, or name another home with --home.");
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Whether a process holds the lock right now.</summary>
    public static bool IsHeld(HomeDirectory home)
    {
        if (!File.Exists(home.LockPath))
        {
            return false;
        }

        // Shared, so that two lookers don't take each other for a holder.
        using var file = TryOpen(home, FileAccess.Read, FileShare.Read);
        return file is null;
    }

    /// <summary>What the last holder wrote; 0 where it wrote nothing.</summary>
    public static int ReadPid(HomeDirectory home)
    {
        try
        {
            return int.TryParse(File.ReadAllText(home.PidPath).AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    public void Dispose() => _file.Dispose();

    private static HomeLock WritePid(HomeDirectory home, FileStream file)
    {
        try
        {
            PrivateFiles.Replace(home.PidPath, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
            return new(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file.Dispose();
            throw home.Unwritable(exception);
        }
    }

    // Null where another process holds it. FileShare.None is flock(LOCK_EX) on Unix, FileShare.Read flock(LOCK_SH).
    private static FileStream? TryOpen(HomeDirectory home, FileAccess access, FileShare share)
    {
        var mode = access == FileAccess.Read ? FileMode.Open : FileMode.OpenOrCreate;
        try
        {
            return new FileStream(home.LockPath, mode, access, share);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw home.Unwritable(exception);
        }
        catch (IOException exception) when (IsHeldByAnother(exception))
        {
            return null;
        }
        catch (IOException exception)
        {
            throw home.Unwritable(exception);
        }
    }

    // EWOULDBLOCK on Linux, on macOS, and a sharing violation on Windows.
    private static bool IsHeldByAnother(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);
}

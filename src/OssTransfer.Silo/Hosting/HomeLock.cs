using OssTransfer.Contracts;

namespace OssTransfer.Silo.Hosting;

/// <summary>The right to be the one process on a home.</summary>
internal static class HomeLock
{
    /// <summary>Takes the lock and writes this process' id.</summary>
    /// <exception cref="HomeException">Another process has it (the message names its id), or the home cannot be written.</exception>
    public static async Task<ProcessLock> AcquireAsync(HomeDirectory home, CancellationToken cancellationToken)
    {
        try
        {
            return await ProcessLock.TryAcquireAsync(home.LockPath, home.PidPath, cancellationToken)
                ?? throw new HomeException(
                    $"Process {FindHolder(home)} already runs on this home: {home.Path}. Stop it with {Advice.Of("stop")}, or name another home with --home.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw home.Unwritable(exception);
        }
    }

    /// <summary>The process that holds this home; null where none does, 0 where its id is not written yet.</summary>
    /// <exception cref="HomeException">Whether one does can't be known.</exception>
    public static int? FindHolder(HomeDirectory home)
    {
        try
        {
            return ProcessLock.FindHolder(home.LockPath, home.PidPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw home.Unwritable(exception);
        }
    }
}

using System.Runtime.CompilerServices;

namespace OssTransfer.Storage.Disk;

/// <summary>
/// System calls on files block. Short ones go to the thread pool, as .NET's own file reads do; syncs, which may take seconds, to threads of their own.
/// </summary>
internal sealed class BlockingWork
{
    private const int MaxSyncs = 32;

    private readonly Permits _syncs = new(MaxSyncs);

    /// <summary>
    /// The rest of the method runs on the thread pool, so that a caller who starts many requests isn't held up and a grain's turn isn't blocked.
    /// The caller's own await brings it back to where it was.
    /// </summary>
    public static ConfiguredTaskAwaitable LeaveCaller() => Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

    /// <summary>Runs work that waits for the disk, outside the thread pool.</summary>
    public async Task<T> SyncAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _syncs.TakeAsync(cancellationToken);
        try
        {
            return await Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            _syncs.Release();
        }
    }
}

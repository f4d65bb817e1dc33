using Microsoft.Data.Sqlite;
using OssTransfer.Storage;

namespace OssTransfer.Grains.Persistence;

/// <summary>Lets one write at a time through to SQLite, in order of arrival, and off the threads that grains run on.</summary>
/// <remarks>
/// SQLite has one writer and blocks the thread that waits for it: without the queue a few writing grains stall every scheduler thread.
/// Its length is bounded by the number of callers, each of which waits for its own write.
/// </remarks>
internal sealed class WriteQueue : IDatabaseCalls
{
    // Below the 30 s after which a grain call times out, so that the caller learns the reason.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(25);

    private readonly Permits _turn = new(1);
    private readonly string _path;
    private int _waiting;

    public WriteQueue(string path) => _path = path;

    /// <summary>Writes that wait for their turn.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Goes straight through: with a write-ahead log nothing blocks a read.</summary>
    public Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken) => read();

    /// <summary>Cancellation counts until the write begins; a write that began is finished, so its outcome is known.</summary>
    /// <exception cref="DatabaseException">The file refuses, or the turn did not come in time; nothing was written.</exception>
    public Task<T> WriteAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken) =>
        // All of it on the pool: back on a busy grain's scheduler the turn would be held until that grain has time.
        Task.Run(() => RunInTurnAsync(write, cancellationToken), cancellationToken);

    private async Task<T> RunInTurnAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        await WaitForTurnAsync(cancellationToken);
        try
        {
            return await write();
        }
        catch (SqliteException exception) when (SqliteErrors.Explain(exception, _path) is { } explained)
        {
            throw explained;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task WaitForTurnAsync(CancellationToken cancellationToken)
    {
        // Taken before it counts as waiting: what is counted has its place in the line.
        var turn = _turn.TakeAsync(LongestWait, cancellationToken);
        Interlocked.Increment(ref _waiting);
        try
        {
            if (!await turn)
            {
                throw new DatabaseException(
                    DatabaseProblem.Busy, $"A write waited {LongestWait.TotalSeconds:0} s for its turn: the disk is too slow for {_path}.");
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}

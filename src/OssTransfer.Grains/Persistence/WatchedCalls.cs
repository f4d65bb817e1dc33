namespace OssTransfer.Grains.Persistence;

/// <summary>Calls that are measured, and whose problems are noted.</summary>
internal sealed class WatchedCalls(IDatabaseCalls inner, DatabaseSpace space, TimeProvider time) : IDatabaseCalls
{
    public Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken) =>
        MeasureAsync("read", () => inner.ReadAsync(read, cancellationToken));

    public async Task<T> WriteAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        try
        {
            return await MeasureAsync("write", () => inner.WriteAsync(write, cancellationToken));
        }
        catch (DatabaseException exception)
        {
            space.Note(exception);
            throw;
        }
    }

    // Begun here: SQLite has no asynchronous calls, so that a read has ended when its task is there.
    private async Task<T> MeasureAsync<T>(string operation, Func<Task<T>> call)
    {
        var (begun, hasFailed) = (time.GetTimestamp(), true);
        try
        {
            var answer = await call();
            hasFailed = false;
            return answer;
        }
        finally
        {
            GrainsMetrics.Asked(operation, hasFailed, time.GetElapsedTime(begun));
        }
    }
}

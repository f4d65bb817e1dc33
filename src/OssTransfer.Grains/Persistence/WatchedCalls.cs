namespace OssTransfer.Grains.Persistence;

/// <summary>Calls whose problems are noted.</summary>
internal sealed class WatchedCalls(IDatabaseCalls inner, DatabaseRoom room) : IDatabaseCalls
{
    public Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken) => inner.ReadAsync(read, cancellationToken);

    public async Task<T> WriteAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        try
        {
            return await inner.WriteAsync(write, cancellationToken);
        }
        catch (DatabaseException exception)
        {
            room.Note(exception);
            throw;
        }
    }
}

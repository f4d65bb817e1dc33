using Npgsql;
using OssTransfer.Grains.Persistence;

namespace OssTransfer.Grains.Membership;

/// <summary>Asks the database for a sign of life, on a connection of its own: that all others are busy says nothing of the way there.</summary>
internal sealed class DatabasePing(PostgresPlace place) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = PostgresSource.OpenSingle(place);

    /// <summary>Whether it answered in time.</summary>
    public async Task<bool> TryAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            await using var command = _source.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(limit.Token).WaitAsync(limit.Token);
            return true;
        }
        catch (Exception)
        {
            // Whatever it was, the database has not answered; it must not end the watch, which would end the silo.
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();
}

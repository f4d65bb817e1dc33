using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace OssTransfer.Grains.Persistence;

/// <summary>Opens the one SQLite file of a home, every connection with the same settings. Disposing it closes the pooled connections.</summary>
/// <remarks>
/// <c>synchronous = FULL</c>: a write that was answered outlives a power cut, not only a killed process. NORMAL would be consistent too, but
/// may forget the last writes, and ours precede actions elsewhere: an upload started whose id is forgotten is never aborted, an object sent
/// under a forgotten attempt looks like another program's. The price is one sync of the log a write.
/// <c>busy_timeout</c>: writers of this process queue up before they come here, so it only bridges a backup or a look with another program.
/// The log is copied back every 1,000 pages (SQLite's default); its file is cut to 64 MiB after a burst.
/// </remarks>
internal sealed class SqliteDataSource(string path) : DbDataSource
{
    private const string Settings = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA journal_size_limit = 67108864;";

    public override string ConnectionString { get; } = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 20 }.ToString();

    protected override DbConnection CreateDbConnection() => new SqliteConnection(ConnectionString);

    protected override DbConnection OpenDbConnection()
    {
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = Settings;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // SQLite has no asynchronous calls; the provider would block just the same.
    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(OpenDbConnection());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            ClosePooled();
        }

        base.Dispose(disposing);
    }

    protected override ValueTask DisposeAsyncCore()
    {
        ClosePooled();
        return base.DisposeAsyncCore();
    }

    // The last connection to close copies the log back and removes it.
    private void ClosePooled()
    {
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }
}

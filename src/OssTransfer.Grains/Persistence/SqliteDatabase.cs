using System.Globalization;
using Microsoft.Data.Sqlite;
using OssTransfer.Contracts;

namespace OssTransfer.Grains.Persistence;

/// <summary>Makes the SQLite file ready.</summary>
internal static class SqliteDatabase
{
    /// <summary>
    /// Creates the file (readable by its owner only) where there is none and applies the scripts it lacks, all or none, one process at a time.
    /// Does nothing on a file that is up to date.
    /// </summary>
    /// <exception cref="DatabaseException">The file cannot be used, or its jobs have moved to a cluster;
    /// one written by a newer version is left untouched.</exception>
    public static Task PrepareAsync(string path, CancellationToken cancellationToken) => ApplyAsync(path, RefuseMoved, cancellationToken);

    /// <summary>The same, for moving what is in it.</summary>
    /// <inheritdoc cref="PrepareAsync"/>
    public static Task ApplyAsync(string path, CancellationToken cancellationToken) => ApplyAsync(path, (_, _) => { }, cancellationToken);

    /// <summary>Opens a file for reading: nothing in it changes, and a process that has it open goes on. Null: nothing was ever stored in it.</summary>
    /// <exception cref="DatabaseException">It is of a newer version, or its jobs have moved to a cluster.</exception>
    /// <exception cref="SqliteException">It can't be read.</exception>
    public static SqliteConnection? OpenToRead(string path)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 20 }.ToString());
        try
        {
            connection.Open();
            var version = ReadVersion(connection, null);

            // Refuses a newer one.
            var missing = SchemaScript.Missing(SchemaScript.LoadAll(SchemaScript.Sqlite), version, path).ToList();
            if (missing.Count == 0)
            {
                RefuseMoved(connection, path);
            }

            if (version > 0)
            {
                return connection;
            }
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        connection.Dispose();
        return null;
    }

    private static async Task ApplyAsync(string path, Action<SqliteConnection, string> check, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            CreatePrivateFile(path);
            await using var source = new SqliteDataSource(path);
            await using var connection = (SqliteConnection)await source.OpenConnectionAsync(cancellationToken);
            SwitchToWriteAheadLog(connection, path);
            ApplyMissing(connection, path, SchemaScript.LoadAll(SchemaScript.Sqlite));
            check(connection, path);
        }
        catch (SqliteException exception) when (SqliteErrors.Explain(exception, path) is { } explained)
        {
            throw explained;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw SqliteErrors.Explain(exception, path);
        }
    }

    // SQLite gives its -wal and -shm files the rights of the main one.
    private static void CreatePrivateFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(path, options).Dispose();
    }

    private static void SwitchToWriteAheadLog(SqliteConnection connection, string path)
    {
        var mode = Scalar(connection, null, "PRAGMA journal_mode = WAL") as string;
        if (!string.Equals(mode, "wal", StringComparison.OrdinalIgnoreCase))
        {
            throw new DatabaseException(DatabaseProblem.Unsuitable,
                $"The database cannot keep a write-ahead log on this file system: {path}. Put the home on a local disk.");
        }
    }

    private static void ApplyMissing(SqliteConnection connection, string path, IReadOnlyList<SchemaScript> scripts)
    {
        // An immediate transaction is the lock: another process waits for it here and then finds nothing to do.
        using var transaction = connection.BeginTransaction(deferred: false);
        foreach (var script in SchemaScript.Missing(scripts, ReadVersion(connection, transaction), path))
        {
            Run(connection, transaction, script);
        }

        transaction.Commit();
    }

    // The jobs go on elsewhere: a second silo that works on them from here would write to the same destinations.
    private static void RefuseMoved(SqliteConnection connection, string path)
    {
        if (Scalar(connection, null, "SELECT Target FROM OssTransferMove WHERE IsDone = 0") is string begun)
        {
            throw new DatabaseException(DatabaseProblem.Moved,
                $"A move of the jobs of this home to {begun} was cut off, and whether they arrived is not known: {path}. Give the command again, {Advice.Of("move-state", "--cluster", "FILE")}: it finds that out and ends the move.");
        }

        if (Scalar(connection, null, "SELECT Target FROM OssTransferMove") is string target)
        {
            throw new DatabaseException(DatabaseProblem.Moved,
                $"The jobs of this home were moved to {target}: {path}. Start with {Advice.Of("start", "--cluster", "FILE")}; only if the cluster no longer has them, {Advice.Of("move-state", "--cluster", "FILE", "--take-back")} lets this home go on alone.");
        }
    }

    private static int ReadVersion(SqliteConnection connection, SqliteTransaction? transaction)
    {
        var tables = Scalar(connection, transaction, "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'OssTransferSchema'");
        return Convert.ToInt32(tables, CultureInfo.InvariantCulture) == 0
            ? 0
            : Convert.ToInt32(Scalar(connection, transaction, "SELECT IFNULL(MAX(Version), 0) FROM OssTransferSchema"), CultureInfo.InvariantCulture);
    }

    private static void Run(SqliteConnection connection, SqliteTransaction transaction, SchemaScript script)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = script.Text;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, SqliteTransaction? transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}

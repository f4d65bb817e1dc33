using System.Globalization;
using Microsoft.Data.Sqlite;
using OssTransfer.Grains.Persistence;

namespace OssTransfer.Grains.StateMoves;

/// <summary>The states in a SQLite file that no silo has open. Nothing in it is changed but the mark.</summary>
internal sealed class SqliteStates : IDisposable
{
    private const string Columns = "SELECT GrainTypeString, GrainIdExtensionString, GrainIdN0, GrainIdN1, Version, PayloadBinary FROM OrleansStorage WHERE ServiceId = $service AND PayloadBinary IS NOT NULL";

    private readonly SqliteDataSource? _source;
    private readonly SqliteConnection _connection;
    private readonly string _serviceId;

    private SqliteStates(SqliteDataSource? source, SqliteConnection connection, string serviceId) =>
        (_source, _connection, _serviceId) = (source, connection, serviceId);

    public static async Task<SqliteStates> OpenAsync(SqlitePlace place, string serviceId, CancellationToken cancellationToken)
    {
        if (!File.Exists(place.Path))
        {
            throw new StateMoveException($"There is no database {place.Path}: this home has no jobs to move. Name the home with --home.");
        }

        await SqliteDatabase.ApplyAsync(place.Path, cancellationToken);
        var source = new SqliteDataSource(place.Path);
        return new(source, (SqliteConnection)await source.OpenConnectionAsync(cancellationToken), serviceId);
    }

    /// <summary>Those of a file that is only looked at, whatever else has it open; null: nothing was ever stored in it.</summary>
    /// <inheritdoc cref="SqliteDatabase.OpenToRead"/>
    public static SqliteStates? OpenToRead(string path, string serviceId) =>
        SqliteDatabase.OpenToRead(path) is { } connection ? new(null, connection, serviceId) : null;

    /// <summary>States of one name.</summary>
    public IEnumerable<StateRow> Named(string name) => Read(Columns + " AND GrainTypeString = $name", ("$name", name));

    /// <summary>The states of a job's shards, whose keys begin with its incarnation and a slash, after which '0' comes.</summary>
    public IEnumerable<StateRow> OfShards(ulong incarnation)
    {
        var key = incarnation.ToString("x16", CultureInfo.InvariantCulture);
        return Read(
            Columns + " AND GrainTypeString IN ('shard-manifest', 'shard-progress') AND GrainIdExtensionString >= $first AND GrainIdExtensionString < $after",
            ("$first", key + "/"),
            ("$after", key + "0"));
    }

    /// <summary>One state by its grain's key; null where there is none.</summary>
    public StateRow? Find(string name, string key) =>
        Read(Columns + " AND GrainTypeString = $name AND GrainIdExtensionString = $key", ("$name", name), ("$key", key)).FirstOrDefault();

    /// <summary>The keys of one name that begin with a text and a slash, after which '0' comes; without their states.</summary>
    public IReadOnlyList<string> KeysBelow(string name, string text)
    {
        using var command = Command(
            "SELECT GrainIdExtensionString FROM OrleansStorage WHERE ServiceId = $service AND PayloadBinary IS NOT NULL AND GrainTypeString = $name"
            + " AND GrainIdExtensionString >= $first AND GrainIdExtensionString < $after",
            ("$name", name),
            ("$first", text + "/"),
            ("$after", text + "0"));
        using var reader = command.ExecuteReader();
        var keys = new List<string>();
        while (reader.Read())
        {
            keys.Add(reader.GetString(0));
        }

        return keys;
    }

    public IEnumerable<ReminderRow> Reminders()
    {
        using var command = Command(
            "SELECT GrainId, ReminderName, StartTime, Period, GrainHash, Version FROM OrleansRemindersTable WHERE ServiceId = $service");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new(reader.GetString(0), reader.GetString(1), Time(reader.GetString(2)), reader.GetInt64(3), reader.GetInt32(4), reader.GetInt32(5));
        }
    }

    public MoveMark? Mark()
    {
        using var command = Command("SELECT Id, Target, At, IsDone FROM OssTransferMove");
        using var reader = command.ExecuteReader();
        return reader.Read() ? new(reader.GetString(0), reader.GetString(1), Time(reader.GetString(2)), reader.GetInt64(3) != 0) : null;
    }

    /// <summary>Replaces the mark; durable when it returns.</summary>
    public void SetMark(MoveMark? mark)
    {
        using var transaction = _connection.BeginTransaction();
        using var delete = Command("DELETE FROM OssTransferMove");
        delete.Transaction = transaction;
        delete.ExecuteNonQuery();
        if (mark is not null)
        {
            using var insert = Command(
                "INSERT INTO OssTransferMove (Id, Target, At, IsDone) VALUES ($id, $target, $at, $done)",
                ("$id", mark.Id),
                ("$target", mark.Target),
                ("$at", mark.At.ToString("O", CultureInfo.InvariantCulture)),
                ("$done", mark.IsDone ? 1 : 0));
            insert.Transaction = transaction;
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public void Dispose()
    {
        _connection.Dispose();
        _source?.Dispose();
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private IEnumerable<StateRow> Read(string sql, params (string Name, object Value)[] values)
    {
        using var command = Command(sql, values);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt32(4), (byte[])reader.GetValue(5));
        }
    }

#pragma warning disable CA2100 // Every text is one of this file's.
    private SqliteCommand Command(string sql, params (string Name, object Value)[] values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        if (sql.Contains("$service", StringComparison.Ordinal))
        {
            command.Parameters.AddWithValue("$service", _serviceId);
        }

        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
#pragma warning restore CA2100
}

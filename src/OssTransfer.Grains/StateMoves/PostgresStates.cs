using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using OssTransfer.Grains.Persistence;

namespace OssTransfer.Grains.StateMoves;

/// <summary>
/// The states in a PostgreSQL database, in one transaction: what is written is there as a whole from <see cref="CommitAsync"/> on, or not at all.
/// </summary>
internal sealed class PostgresStates : IAsyncDisposable
{
    private const string MoveName = "state-move";
    private const string Columns = "SELECT GrainTypeString, GrainIdExtensionString, GrainIdN0, GrainIdN1, Version, PayloadBinary FROM OrleansStorage WHERE ServiceId = @service AND PayloadBinary IS NOT NULL";

    // Any number that nothing else takes in this database: one move at a time.
    private const long Lock = 0x6f73_736d_6f76_6573;

    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly string _serviceId;

    private PostgresStates(NpgsqlDataSource source, NpgsqlConnection connection, NpgsqlTransaction transaction, string serviceId) =>
        (_source, _connection, _transaction, _serviceId) = (source, connection, transaction, serviceId);

    public static async Task<PostgresStates> OpenAsync(PostgresPlace place, string serviceId, CancellationToken cancellationToken)
    {
        var source = PostgresSource.OpenUnpooled(place);
        var connection = await source.OpenConnectionAsync(cancellationToken);
        var states = new PostgresStates(source, connection, await connection.BeginTransactionAsync(cancellationToken), serviceId);
        await using var command = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({Lock})", connection);
        await command.ExecuteScalarAsync(cancellationToken);
        return states;
    }

    /// <summary>Silos that run on the database, or seem to: their sign of life is less than a minute old.</summary>
    public async Task<IReadOnlyList<string>> LivingSilosAsync(CancellationToken cancellationToken)
    {
        const int Dead = 6;
        await using var command = Command(
            $"SELECT SiloName FROM OrleansMembershipTable WHERE Status < {Dead} AND IAmAliveTime > now() - interval '1 minute' ORDER BY 1");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    /// <summary>Whether a move of this name has ended here.</summary>
    public async Task<bool> HasMoveAsync(string id, CancellationToken cancellationToken)
    {
        await using var command = Command(
            "SELECT 1 FROM OrleansStorage WHERE ServiceId = @service AND GrainTypeString = @name AND GrainIdExtensionString = @id",
            ("@name", MoveName),
            ("@id", id));
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    /// <summary>Notes a move, durable together with all it brought.</summary>
    public Task NoteMoveAsync(string id, CancellationToken cancellationToken) => InsertAsync([new(MoveName, id, 0, 0, 1, [])], cancellationToken);

    /// <summary>States of one name.</summary>
    public IAsyncEnumerable<StateRow> NamedAsync(string name, CancellationToken cancellationToken) =>
        ReadAsync(Columns + " AND GrainTypeString = @name", cancellationToken, ("@name", name));

    /// <summary>The states of a job's shards.</summary>
    public IAsyncEnumerable<StateRow> OfShardsAsync(ulong incarnation, CancellationToken cancellationToken)
    {
        var key = incarnation.ToString("x16", CultureInfo.InvariantCulture);
        return ReadAsync(
            Columns + " AND GrainTypeString IN ('shard-manifest', 'shard-progress') AND GrainIdExtensionString >= @first AND GrainIdExtensionString < @after",
            cancellationToken,
            ("@first", key + "/"),
            ("@after", key + "0"));
    }

    /// <summary>Adds rows; one that is there already ends the transaction.</summary>
    public async Task InsertAsync(IEnumerable<StateRow> rows, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await using var writer = await _connection.BeginBinaryImportAsync(
            "COPY OrleansStorage (ServiceId, GrainTypeString, GrainIdExtensionString, GrainIdN0, GrainIdN1, Version, ModifiedOn, PayloadBinary) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var row in rows)
        {
            await writer.StartRowAsync(cancellationToken);
            await writer.WriteAsync(_serviceId, NpgsqlDbType.Text, cancellationToken);
            await writer.WriteAsync(row.Name, NpgsqlDbType.Text, cancellationToken);
            await writer.WriteAsync(row.Key, NpgsqlDbType.Text, cancellationToken);
            await writer.WriteAsync(row.N0, NpgsqlDbType.Bigint, cancellationToken);
            await writer.WriteAsync(row.N1, NpgsqlDbType.Bigint, cancellationToken);
            await writer.WriteAsync(row.Version, NpgsqlDbType.Integer, cancellationToken);
            await writer.WriteAsync(now, NpgsqlDbType.TimestampTz, cancellationToken);
            await writer.WriteAsync(row.Payload, NpgsqlDbType.Bytea, cancellationToken);
        }

        await writer.CompleteAsync(cancellationToken);
    }

    /// <summary>Puts a row in the place of another one, with the next version.</summary>
    public async Task ReplaceAsync(StateRow row, CancellationToken cancellationToken)
    {
        await using var command = Command(
            "UPDATE OrleansStorage SET PayloadBinary = @payload, Version = Version + 1, ModifiedOn = now() WHERE ServiceId = @service AND GrainTypeString = @name AND GrainIdExtensionString = @key AND GrainIdN0 = @n0 AND GrainIdN1 = @n1",
            ("@payload", row.Payload),
            ("@name", row.Name),
            ("@key", row.Key),
            ("@n0", row.N0),
            ("@n1", row.N1));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task InsertAsync(ReminderRow row, CancellationToken cancellationToken)
    {
        await using var command = Command(
            "INSERT INTO OrleansRemindersTable (ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash, Version) VALUES (@service, @grain, @name, @start, @period, @hash, @version)",
            ("@grain", row.GrainId),
            ("@name", row.Name),
            ("@start", row.StartTime.UtcDateTime),
            ("@period", row.Period),
            ("@hash", row.GrainHash),
            ("@version", row.Version));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task CommitAsync(CancellationToken cancellationToken) => _transaction.CommitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
        await _source.DisposeAsync();
    }

    private async IAsyncEnumerable<StateRow> ReadAsync(
        string sql, [EnumeratorCancellation] CancellationToken cancellationToken, params (string Name, object Value)[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return new(
                reader.GetString(0),
                reader.GetString(1),
                reader.GetInt64(2),
                reader.GetInt64(3),
                reader.GetInt32(4),
                await reader.GetFieldValueAsync<byte[]>(5, cancellationToken));
        }
    }

#pragma warning disable CA2100 // Every text is one of this file's.
    private NpgsqlCommand Command(string sql, params (string Name, object Value)[] values)
    {
        // A table of millions of rows takes its time; the user can end it.
        var command = new NpgsqlCommand(sql, _connection, _transaction) { CommandTimeout = 0 };
        if (sql.Contains("@service", StringComparison.Ordinal))
        {
            command.Parameters.AddWithValue("@service", _serviceId);
        }

        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
#pragma warning restore CA2100
}

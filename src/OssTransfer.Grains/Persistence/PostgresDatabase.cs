using System.Globalization;
using Npgsql;

namespace OssTransfer.Grains.Persistence;

/// <summary>Makes the PostgreSQL database ready: waits for it, looks whether it will do, applies the scripts that it lacks.</summary>
internal sealed class PostgresDatabase(PostgresPlace place, TimeProvider time, Action<string> waiting)
{
    private const int OldestServer = 13;

    // Any number that nothing else takes in this database.
    private const long Lock = 0x6f73_7374_7261_6e73;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WarnEvery = TimeSpan.FromSeconds(10);

    private string? _warned;
    private long _warnedAt;

    /// <exception cref="DatabaseException">It answers and cannot be used.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var source = PostgresSource.OpenUnpooled(place);
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            try
            {
                await PrepareOnceAsync(source, cancellationToken);
                return;
            }
            catch (Exception exception) when (PostgresErrors.MayPass(exception) && !cancellationToken.IsCancellationRequested)
            {
                Warn(PostgresErrors.Explain(exception, place)!.Message);
            }
            catch (Exception exception) when (PostgresErrors.ExplainConnecting(exception, place) is { } explained)
            {
                throw explained;
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    private void Warn(string problem)
    {
        if (problem != _warned || time.GetElapsedTime(_warnedAt) >= WarnEvery)
        {
            (_warned, _warnedAt) = (problem, time.GetTimestamp());
            waiting($"Waiting for the database. {problem}");
        }
    }

    private async Task PrepareOnceAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await RefuseUnsuitableAsync(connection, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // Held until the transaction ends: another silo waits for it here and then finds nothing to do.
        await ScalarAsync(connection, $"SELECT pg_advisory_xact_lock({Lock})", cancellationToken);
        var present = await ReadVersionAsync(connection, cancellationToken);
        foreach (var script in SchemaScript.Missing(SchemaScript.LoadAll(SchemaScript.Postgres), present, place.Name))
        {
            await using var command = new NpgsqlCommand(script.Text, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private async Task RefuseUnsuitableAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (connection.PostgreSqlVersion.Major < OldestServer)
        {
            throw Unsuitable($"PostgreSQL {connection.PostgreSqlVersion} is too old: {place}. Use version {OldestServer} or newer.");
        }

        if (await ScalarAsync(connection, "SHOW server_encoding", cancellationToken) is not "UTF8")
        {
            throw Unsuitable($"The database does not store UTF-8: {place}. Create another one (CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0).");
        }

        // A write that was answered precedes actions elsewhere: it must outlive a crash of the server.
        if (await ScalarAsync(connection, "SHOW synchronous_commit", cancellationToken) is "off")
        {
            throw Unsuitable(
                $"The database may forget what it has confirmed, synchronous_commit is off: {place}. Switch it on (ALTER DATABASE ... SET synchronous_commit = on).");
        }
    }

    private static DatabaseException Unsuitable(string message) => new(DatabaseProblem.Unsuitable, message);

    private static async Task<int> ReadVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await ScalarAsync(connection, "SELECT to_regclass('OssTransferSchema')::text", cancellationToken) is string
            ? Convert.ToInt32(
                await ScalarAsync(connection, "SELECT COALESCE(MAX(Version), 0) FROM OssTransferSchema", cancellationToken), CultureInfo.InvariantCulture)
            : 0;

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}

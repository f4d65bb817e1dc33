using Npgsql;
using OssTransfer.Grains.Persistence;

namespace OssTransfer.TestSilos;

/// <summary>An empty PostgreSQL database of a test's own on the server that the environment names; it goes when it is disposed.</summary>
public sealed class PostgresTestDatabase : IAsyncDisposable
{
    /// <summary>What to tell where <see cref="Server"/> is null and a test is skipped.</summary>
    public const string HowToRun = "Set OSSTRANSFER_TEST_POSTGRES to the connection string of a user who may create databases to run this against PostgreSQL.";

    private readonly string _name;

    private PostgresTestDatabase(string name)
    {
        _name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(Server) { Database = name }.ConnectionString;
    }

    /// <summary>The connection string of the server; null where none is set.</summary>
    public static string? Server => Environment.GetEnvironmentVariable("OSSTRANSFER_TEST_POSTGRES") is { Length: > 0 } server ? server : null;

    /// <summary>How to connect to the database, with the password.</summary>
    public string ConnectionString { get; }

    /// <summary>The database as a place for states.</summary>
    public PostgresPlace Place => new(ConnectionString);

    /// <summary>Creates a database. <paramref name="options"/> go behind CREATE DATABASE.</summary>
    public static async Task<PostgresTestDatabase> CreateAsync(string options = "")
    {
        var database = new PostgresTestDatabase($"test_{Guid.NewGuid():n}");
        await database.CreateAgainAsync(options);
        return database;
    }

    /// <summary>A name that nobody has; <see cref="CreateAgainAsync"/> makes the database.</summary>
    public static PostgresTestDatabase NotYet() => new($"test_{Guid.NewGuid():n}");

    /// <summary>Creates it under its name.</summary>
    public Task CreateAgainAsync(string options = "") => OnServerAsync($"CREATE DATABASE {_name} {options}");

    /// <summary>Runs statements in it and returns the first value of the first row.</summary>
    public async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Runs statements on the server, in its own database.</summary>
    public static async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Ends every connection to it, as a restart of the server or a cut network would.</summary>
    public Task BreakConnectionsAsync() => OnServerAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_name}'");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await OnServerAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
}

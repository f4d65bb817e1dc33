using Npgsql;

namespace OssTransfer.EndToEnd.Tests.Clusters;

/// <summary>A PostgreSQL database of one test's own.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly NpgsqlConnectionStringBuilder _admin;
    private readonly string _name = $"e2e_{Guid.NewGuid():N}";

    private TestDatabase(string admin) => _admin = new(admin);

    public int Port => _admin.Port;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>On the server that <c>test.sh</c> names, where no other is given; skips the test where there is none.</summary>
    public static async Task<TestDatabase> CreateAsync(string? server = null)
    {
        var database = new TestDatabase(server ?? DatabaseServer.Shared);
        await database.AdministerAsync($"CREATE DATABASE {database._name}", Cancel);
        return database;
    }

    /// <summary>How to connect by another port.</summary>
    public string AddressBy(int port) => new NpgsqlConnectionStringBuilder(_admin.ConnectionString) { Port = port, Database = _name }.ConnectionString;

    public async ValueTask DisposeAsync() => await AdministerAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)", CancellationToken.None);

    private async Task AdministerAsync(string sql, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(_admin);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

using Npgsql;

namespace OssTransfer.EndToEnd.Tests.Clusters;

/// <summary>A PostgreSQL database of one test's own, on the server that <c>test.sh</c> names.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private const string Variable = "OSSTRANSFER_TEST_POSTGRES";

    private readonly NpgsqlConnectionStringBuilder _admin;
    private readonly string _name = $"e2e_{Guid.NewGuid():N}";

    private TestDatabase(string admin) => _admin = new(admin);

    public int Port => _admin.Port;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Skips the test where there is no server.</summary>
    public static async Task<TestDatabase> CreateAsync()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(Variable) is null or "", $"{Variable} is not set: ./test.sh starts PostgreSQL and sets it.");
        var database = new TestDatabase(Environment.GetEnvironmentVariable(Variable)!);
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

using OssTransfer.TestSilos;

namespace OssTransfer.Grains.Tests.Persistence;

/// <summary>A user of the test server without any rights; it goes when it is disposed.</summary>
internal sealed class PostgresTestUser : IAsyncDisposable
{
    public string Name { get; } = $"test_{Guid.NewGuid():n}";

    public string Password { get; } = Guid.NewGuid().ToString("n");

    public static async Task<PostgresTestUser> CreateAsync(string options = "")
    {
        var user = new PostgresTestUser();
        await PostgresTestDatabase.OnServerAsync($"CREATE ROLE {user.Name} LOGIN PASSWORD '{user.Password}' {options}");
        return user;
    }

    public async ValueTask DisposeAsync() => await PostgresTestDatabase.OnServerAsync($"DROP ROLE {Name}");
}

using System.Net;
using Npgsql;
using OssTransfer.Grains.Persistence;
using OssTransfer.TestSilos;

namespace OssTransfer.Grains.Tests.Persistence;

public sealed class PostgresDatabaseTests : IAsyncLifetime
{
    private PostgresTestDatabase? _database;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PostgresTestDatabase Database => _database!;

    public async ValueTask InitializeAsync()
    {
        PostgresSilo.SkipWithoutServer();
        _database = await PostgresTestDatabase.CreateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [Fact]
    public async Task Prepare_again_changes_nothing()
    {
        await PrepareAsync(Database.Place);
        await Database.ExecuteAsync("INSERT INTO OrleansStorage VALUES ('s', 't', 'e', 0, 0, 5, now(), '\\x01')");

        await PrepareAsync(Database.Place);

        Assert.Equal(1L, await Database.ExecuteAsync("SELECT count(*) FROM OrleansStorage"));
        Assert.Equal((long)Scripts.Count, await Database.ExecuteAsync("SELECT count(*) FROM OssTransferSchema"));
    }

    [Fact]
    public async Task Prepare_by_many_at_once_succeeds_for_all()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => PrepareAsync(Database.Place))));

        Assert.Equal(Scripts.Count, await Database.ExecuteAsync("SELECT MAX(Version) FROM OssTransferSchema"));
    }

    [Fact]
    public async Task Prepare_goes_on_where_an_older_version_stopped()
    {
        await Database.ExecuteAsync(Scripts[0].Text);

        await PrepareAsync(Database.Place);

        Assert.Equal(Scripts[^1].Version, await Database.ExecuteAsync("SELECT MAX(Version) FROM OssTransferSchema"));
    }

    [Fact]
    public async Task Every_script_may_run_twice()
    {
        await PrepareAsync(Database.Place);
        var before = await Database.ExecuteAsync("SELECT string_agg(QueryKey || QueryText, '' ORDER BY QueryKey) FROM OrleansQuery");

        foreach (var script in Scripts)
        {
            await Database.ExecuteAsync(script.Text);
        }

        Assert.Equal(before, await Database.ExecuteAsync("SELECT string_agg(QueryKey || QueryText, '' ORDER BY QueryKey) FROM OrleansQuery"));
    }

    [Fact]
    public async Task Prepare_that_fails_leaves_nothing_behind()
    {
        await Database.ExecuteAsync("CREATE VIEW OrleansMembershipTable AS SELECT 1 AS x");

        await Assert.ThrowsAsync<PostgresException>(() => PrepareAsync(Database.Place));

        Assert.IsType<DBNull>(await Database.ExecuteAsync("SELECT to_regclass('OrleansStorage')::text"));
        Assert.IsType<DBNull>(await Database.ExecuteAsync("SELECT to_regclass('OssTransferSchema')::text"));
    }

    [Fact]
    public async Task Newer_database_is_refused_and_left_alone()
    {
        await PrepareAsync(Database.Place);
        await Database.ExecuteAsync("INSERT INTO OssTransferSchema (Version) VALUES (900)");
        await Database.ExecuteAsync("DROP TABLE OrleansStorage");

        var exception = await RefusedAsync(Database.Place, DatabaseProblem.TooNew);

        Assert.Contains("900", exception.Message, StringComparison.Ordinal);
        Assert.IsType<DBNull>(await Database.ExecuteAsync("SELECT to_regclass('OrleansStorage')::text"));
    }

    [Fact]
    public async Task Server_that_is_not_there_yet_is_waited_for_and_then_found()
    {
        var server = new NpgsqlConnectionStringBuilder(Database.ConnectionString);
        await using var relay = new TcpRelay(new(IPAddress.Loopback, server.Port));
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);

        var preparing = StateDatabase.PrepareAsync(At(host: "127.0.0.1", port: relay.Port), TimeProvider.System, message => told.TrySetResult(message), Cancel);
        var message = await told.Task.WaitAsync(Cancel);
        relay.Start();
        await preparing;

        Assert.StartsWith("Waiting for the database. The database cannot be reached", message, StringComparison.Ordinal);
        Assert.Contains($"{server.Database} on 127.0.0.1:{relay.Port}", message, StringComparison.Ordinal);
        Assert.Equal(Scripts.Count, await Database.ExecuteAsync("SELECT MAX(Version) FROM OssTransferSchema"));
    }

    [Fact]
    public async Task Server_without_a_free_connection_is_waited_for()
    {
        await using var user = await PostgresTestUser.CreateAsync("CONNECTION LIMIT 0");
        await Database.ExecuteAsync($"GRANT ALL ON SCHEMA public TO {user.Name}");
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);

        var preparing = StateDatabase.PrepareAsync(
            At(user: user.Name, password: user.Password), TimeProvider.System, message => told.TrySetResult(message), Cancel);
        var message = await told.Task.WaitAsync(Cancel);
        await PostgresTestDatabase.OnServerAsync($"ALTER ROLE {user.Name} CONNECTION LIMIT 5");
        await preparing;

        Assert.Contains("no connection left", message, StringComparison.Ordinal);
        await Database.ExecuteAsync($"REASSIGN OWNED BY {user.Name} TO CURRENT_USER; DROP OWNED BY {user.Name}");
    }

    [Fact]
    public async Task Name_that_nobody_knows_is_waited_for_until_the_caller_gives_up()
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var messages = new List<string>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StateDatabase.PrepareAsync(
            At(host: "nowhere.invalid"),
            TimeProvider.System,
            message =>
            {
                messages.Add(message);
                giveUp.Cancel();
            },
            giveUp.Token));

        Assert.Contains("nowhere.invalid", Assert.Single(messages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_password_is_told_without_it()
    {
        const string Wrong = "qKx7-wrong-83";

        var exception = await RefusedAsync(At(password: Wrong), DatabaseProblem.NotWritable);

        Assert.Contains("password", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Wrong, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_password_is_told()
    {
        var exception = await RefusedAsync(At(password: ""), DatabaseProblem.NotWritable);

        Assert.Contains("password", exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Database_that_does_not_exist_is_told()
    {
        await using var other = PostgresTestDatabase.NotYet();

        var exception = await RefusedAsync(other.Place, DatabaseProblem.NotWritable);

        Assert.Contains("CREATE DATABASE", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_who_may_not_create_tables_is_told_how_to_get_the_right()
    {
        await using var user = await PostgresTestUser.CreateAsync();
        await Database.ExecuteAsync("REVOKE CREATE ON SCHEMA public FROM PUBLIC");

        var exception = await RefusedAsync(At(user: user.Name, password: user.Password), DatabaseProblem.NotWritable);

        Assert.Contains("GRANT CREATE", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("default_transaction_read_only = on", DatabaseProblem.NotWritable, "primary")]
    [InlineData("synchronous_commit = off", DatabaseProblem.Unsuitable, "synchronous_commit = on")]
    public async Task Setting_that_would_lose_states_is_refused(string setting, DatabaseProblem problem, string advice)
    {
        await PostgresTestDatabase.OnServerAsync($"ALTER DATABASE {new NpgsqlConnectionStringBuilder(Database.ConnectionString).Database} SET {setting}");

        var exception = await RefusedAsync(Database.Place, problem);

        Assert.Contains(advice, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_that_cannot_hold_every_key_is_refused()
    {
        await using var ascii = await PostgresTestDatabase.CreateAsync("ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");

        var exception = await RefusedAsync(ascii.Place, DatabaseProblem.Unsuitable);

        Assert.Contains("UTF8", exception.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<SchemaScript> Scripts => SchemaScript.LoadAll(SchemaScript.Postgres);

    private static Task PrepareAsync(PostgresPlace place) => StateDatabase.PrepareAsync(place, TimeProvider.System, _ => { }, Cancel);

    // Told at once: nothing is waited for.
    private static async Task<DatabaseException> RefusedAsync(PostgresPlace place, DatabaseProblem problem)
    {
        var exception = await Assert.ThrowsAsync<DatabaseException>(
            () => StateDatabase.PrepareAsync(place, TimeProvider.System, message => Assert.Fail(message), Cancel));

        Assert.Equal(problem, exception.Problem);
        Assert.Contains(place.Name, exception.Message, StringComparison.Ordinal);
        return exception;
    }

    private PostgresPlace At(string? host = null, int? port = null, string? user = null, string? password = null)
    {
        var place = new NpgsqlConnectionStringBuilder(Database.ConnectionString);
        place.Host = host ?? place.Host;
        place.Port = port ?? place.Port;
        place.Username = user ?? place.Username;
        place.Password = password ?? place.Password;
        return new(place.ConnectionString);
    }
}

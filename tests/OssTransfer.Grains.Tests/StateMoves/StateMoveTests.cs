using Microsoft.Data.Sqlite;
using Npgsql;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Security;
using OssTransfer.Grains.StateMoves;
using OssTransfer.Grains.Tests.Persistence;
using OssTransfer.Grains.Tests.Runs;
using OssTransfer.LoopbackS3;
using OssTransfer.TestSilos;

namespace OssTransfer.Grains.Tests.StateMoves;

/// <summary>Jobs of a home go to PostgreSQL as a whole, once, and are left alone where they were.</summary>
public sealed class StateMoveTests
{
    private const string Service = "osstransfer";
    private static readonly SealingKey ClusterKey = SealingKey.Create();

    [Fact]
    public async Task Every_row_of_a_half_done_job_arrives_and_the_home_starts_no_more()
    {
        PostgresSilo.SkipWithoutServer();
        await using var bench = await HalfDoneAsync();
        await using var database = await ClusterAsync();
        var before = Rows(bench);

        var moved = await Move(bench, database).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["done", "half"], moved.Jobs.Order());
        Assert.Equal((before.Count(row => row.Name is "job" or "shard-manifest" or "shard-progress"), false), ((int)moved.Rows, moved.WasThere));
        Assert.Empty(moved.WithoutSecrets);
        var after = await RowsAsync(database);
        Assert.Equal(
            before.Where(row => row.Name.StartsWith("shard-", StringComparison.Ordinal)),
            after.Where(row => row.Name.StartsWith("shard-", StringComparison.Ordinal)));
        Assert.Equal(
            before.Where(row => row.Name == "job").Select(row => (row.Key, row.Version)),
            after.Where(row => row.Name == "job").Select(row => (row.Key, row.Version)));
        Assert.Equal(before, Rows(bench));
        var refused = await Assert.ThrowsAsync<DatabaseException>(() => StateDatabase.PrepareAsync(
            new SqlitePlace(bench.Silo.Home.DatabasePath), TimeProvider.System, _ => { }, TestContext.Current.CancellationToken));
        Assert.Equal(DatabaseProblem.Moved, refused.Problem);
        Assert.Contains(database.Place.Name, refused.Message, StringComparison.Ordinal);
        var again = await Assert.ThrowsAsync<StateMoveException>(() => Move(bench, database).RunAsync(TestContext.Current.CancellationToken));
        Assert.Contains("already", again.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_whose_end_was_not_heard_is_found_ended_and_one_that_never_ended_is_done_again()
    {
        PostgresSilo.SkipWithoutServer();
        await using var bench = await HalfDoneAsync();
        await using var database = await ClusterAsync();
        Mark(bench, $"INSERT INTO OssTransferMove VALUES ('never', '{database.Place.Name}', '2026-01-01', 0)");
        await Move(bench, database).RunAsync(TestContext.Current.CancellationToken);
        var rows = await RowsAsync(database);
        Mark(bench, "UPDATE OssTransferMove SET IsDone = 0");

        var again = await Move(bench, database).RunAsync(TestContext.Current.CancellationToken);

        Assert.True(again.WasThere);
        Assert.Equal(rows, await RowsAsync(database));
    }

    [Fact]
    public async Task A_cluster_with_a_job_of_that_name_or_with_silos_that_run_is_left_as_it_is()
    {
        PostgresSilo.SkipWithoutServer();
        await using var bench = await HalfDoneAsync();
        await using var database = await ClusterAsync();
        await ExecuteAsync(database, $"INSERT INTO OrleansStorage VALUES ('{Service}', 'job', 'half', 0, 0, 1, now(), 'x')");
        var rows = await RowsAsync(database);

        var sameName = await Assert.ThrowsAsync<StateMoveException>(() => Move(bench, database).RunAsync(TestContext.Current.CancellationToken));
        await ExecuteAsync(database, "INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES ('c')");
        await ExecuteAsync(database, "INSERT INTO OrleansMembershipTable VALUES ('c', '127.0.0.1', 1, 1, 'busy-silo', 'h', 3, 0, NULL, now(), now())");
        var running = await Assert.ThrowsAsync<StateMoveException>(() => Move(bench, database).RunAsync(TestContext.Current.CancellationToken));

        Assert.Contains("half", sameName.Message, StringComparison.Ordinal);
        Assert.Contains("busy-silo", running.Message, StringComparison.Ordinal);
        Assert.Equal(rows, await RowsAsync(database));

        // Nothing was moved, so the home goes on.
        await bench.Silo.StartAgainAsync(TestContext.Current.CancellationToken);
        Assert.Equal("paused", (await bench.Jobs.StatusAsync("half", TestContext.Current.CancellationToken))!.State);
    }

    [Fact]
    public async Task A_job_of_that_name_that_the_cluster_had_once_is_not_in_the_way_and_its_versions_never_come_again()
    {
        PostgresSilo.SkipWithoutServer();
        await using var bench = await HalfDoneAsync();
        await using var database = await ClusterAsync();
        using var forms = new StoredForms();
        var nothing = Convert.ToHexString(forms.Write(new JobRow()));
        await ExecuteAsync(database, $"INSERT INTO OrleansStorage VALUES ('{Service}', 'job', 'half', 0, 0, 41, now(), '\\x{nothing}')");

        await Move(bench, database).RunAsync(TestContext.Current.CancellationToken);

        var job = Assert.Single(await RowsAsync(database), row => row is { Name: "job", Key: "half" });
        Assert.NotEqual(nothing, job.Payload);
        Assert.InRange(job.Version, 42, int.MaxValue);
    }

    [Fact]
    public async Task A_move_that_fails_before_its_end_leaves_a_home_that_starts_and_one_that_was_cut_off_says_what_to_do()
    {
        PostgresSilo.SkipWithoutServer();
        await using var database = await ClusterAsync();
        await using var bench = await HalfDoneAsync();
        await ExecuteAsync(
            database,
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no more rows''; END'; CREATE TRIGGER refuse BEFORE INSERT ON OrleansStorage FOR EACH ROW EXECUTE FUNCTION refuse()");

        await Assert.ThrowsAsync<PostgresException>(() => Move(bench, database).RunAsync(TestContext.Current.CancellationToken));

        await PrepareHomeAsync(bench);
        Mark(bench, "INSERT INTO OssTransferMove VALUES ('cut', 'there', '2026-01-01', 0)");
        var refused = await Assert.ThrowsAsync<DatabaseException>(() => PrepareHomeAsync(bench));
        Assert.Contains("A move of the jobs of this home to there was cut off", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_that_were_on_their_way_to_one_cluster_go_to_no_other_nor_back_on_its_word()
    {
        PostgresSilo.SkipWithoutServer();
        await using var database = await ClusterAsync();
        await using var bench = await HalfDoneAsync();
        Mark(bench, "INSERT INTO OssTransferMove VALUES ('cut', 'jobs on elsewhere:5432', '2026-01-01', 0)");

        var moved = await Assert.ThrowsAsync<StateMoveException>(() => Move(bench, database).RunAsync(TestContext.Current.CancellationToken));
        var back = await Assert.ThrowsAsync<StateMoveException>(() => Move(bench, database).TakeBackAsync(false, TestContext.Current.CancellationToken));

        Assert.Contains("jobs on elsewhere:5432", moved.Message, StringComparison.Ordinal);
        Assert.Equal(moved.Message, back.Message);
        Assert.Empty(await RowsAsync(database));
        Assert.True(await Move(bench, database).TakeBackAsync(true, TestContext.Current.CancellationToken));
        await PrepareHomeAsync(bench);
    }

    [Fact]
    public async Task A_home_takes_its_jobs_back_only_when_the_cluster_has_none_of_them()
    {
        PostgresSilo.SkipWithoutServer();
        await using var bench = await HalfDoneAsync();
        await using var database = await ClusterAsync();
        var move = Move(bench, database);
        await move.RunAsync(TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<StateMoveException>(() => move.TakeBackAsync(false, TestContext.Current.CancellationToken));
        await ExecuteAsync(database, "DELETE FROM OrleansStorage WHERE GrainTypeString = 'job'");

        Assert.Contains("half", refused.Message, StringComparison.Ordinal);
        Assert.True(await move.TakeBackAsync(false, TestContext.Current.CancellationToken));
        Assert.False(await move.TakeBackAsync(true, TestContext.Current.CancellationToken));
        await bench.Silo.StartAgainAsync(TestContext.Current.CancellationToken);
        Assert.Equal("paused", (await bench.Jobs.StatusAsync("half", TestContext.Current.CancellationToken))!.State);
    }

    [Fact]
    public async Task A_home_without_jobs_or_without_its_key_is_told_so()
    {
        PostgresSilo.SkipWithoutServer();
        await using var database = await ClusterAsync();
        await using var empty = await JobBench.StartAsync();
        await empty.Silo.StopAsync();
        await using var bench = await HalfDoneAsync();

        var nothing = await Assert.ThrowsAsync<StateMoveException>(() => Move(empty, database).RunAsync(TestContext.Current.CancellationToken));
        var moved = await Move(bench, database, SealingKey.Create()).RunAsync(TestContext.Current.CancellationToken);

        Assert.Contains("nothing to move", nothing.Message, StringComparison.Ordinal);
        Assert.Equal(["done", "half"], moved.WithoutSecrets.Order());
    }

    /// <summary>A home that holds a finished job, and one that was paused in the middle; its silo is stopped.</summary>
    private static async Task<JobBench> HalfDoneAsync()
    {
        var bench = await JobBench.StartAsync();
        for (var i = 0; i < 600; i++)
        {
            bench.Write($"f{i:d3}", BitConverter.GetBytes(i));
        }

        await bench.RunAsync(bench.DiskJob("done", "src-include: f00*"));
        bench.Server.Faults.Add(
            new Fault { Kind = FaultKind.Slow, Operations = [S3Operation.PutObject], Delay = TimeSpan.FromMilliseconds(100), Times = null });
        await bench.AddAsync(bench.DiskJob("half", "des-prefix: half"));
        await bench.UntilAsync("half", report => report.State == "running" && report.Phase == "transfer" && bench.Server.Buckets["target"].Count > 30);
        await bench.CommandAsync("half", "pause");
        await bench.UntilAsync("half", report => report.State == "paused");
        bench.Server.Faults.Clear();
        await bench.Silo.StopAsync();
        return bench;
    }

    private static async Task<PostgresTestDatabase> ClusterAsync()
    {
        var database = await PostgresTestDatabase.CreateAsync();
        await StateDatabase.PrepareAsync(database.Place, TimeProvider.System, _ => { }, TestContext.Current.CancellationToken);
        return database;
    }

    private static Task PrepareHomeAsync(JobBench bench) =>
        StateDatabase.PrepareAsync(new SqlitePlace(bench.Silo.Home.DatabasePath), TimeProvider.System, _ => { }, TestContext.Current.CancellationToken);

    private static StateMove Move(JobBench bench, PostgresTestDatabase database, SealingKey? key = null) => new(
        new(bench.Silo.Home.DatabasePath),
        database.Place,
        Service,
        new(key ?? SealingKey.Parse(File.ReadAllText(bench.Silo.Home.SealingKeyPath))),
        new(ClusterKey),
        TimeProvider.System);

    private static List<(string Name, string Key, int Version, string Payload)> Rows(JobBench bench)
    {
        using var connection = new SqliteConnection($"Data Source={bench.Silo.Home.DatabasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT GrainTypeString, GrainIdExtensionString, Version, hex(PayloadBinary) FROM OrleansStorage ORDER BY 1, 2";
        using var reader = command.ExecuteReader();
        var rows = new List<(string, string, int, string)>();
        while (reader.Read())
        {
            rows.Add((reader.GetString(0), reader.GetString(1), reader.GetInt32(2), reader.GetString(3)));
        }

        return rows;
    }

    private static async Task<List<(string Name, string Key, int Version, string Payload)>> RowsAsync(PostgresTestDatabase database)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(
            "SELECT GrainTypeString, GrainIdExtensionString, Version, upper(encode(PayloadBinary, 'hex')) FROM OrleansStorage ORDER BY 1, 2");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<(string, string, int, string)>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add((reader.GetString(0), reader.GetString(1), reader.GetInt32(2), reader.GetString(3)));
        }

        return rows;
    }

    private static void Mark(JobBench bench, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={bench.Silo.Home.DatabasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task ExecuteAsync(PostgresTestDatabase database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

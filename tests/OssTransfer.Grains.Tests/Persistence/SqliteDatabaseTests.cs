using Microsoft.Data.Sqlite;
using OssTransfer.Grains.Persistence;

namespace OssTransfer.Grains.Tests.Persistence;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("osstransfer-test-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string DatabasePath => Path.Combine(_directory, "osstransfer.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Prepare_again_changes_nothing()
    {
        await PrepareAsync(DatabasePath);
        Execute("INSERT INTO OrleansStorage VALUES ('s', 't', 'e', 0, 0, 5, 'now', x'01')");

        await PrepareAsync(DatabasePath);

        Assert.Equal(1L, Execute("SELECT COUNT(*) FROM OrleansStorage"));
        Assert.Equal((long)SchemaScript.LoadAll(SchemaScript.Sqlite).Count, Execute("SELECT COUNT(*) FROM OssTransferSchema"));
    }

    [Fact]
    public async Task Prepare_by_many_at_once_succeeds_for_all()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => PrepareAsync(DatabasePath))));

        Assert.Equal((long)SchemaScript.LoadAll(SchemaScript.Sqlite).Count, Execute("SELECT MAX(Version) FROM OssTransferSchema"));
    }

    [Fact]
    public async Task Prepare_goes_on_where_an_older_version_stopped()
    {
        var scripts = SchemaScript.LoadAll(SchemaScript.Sqlite);
        Execute(scripts[0].Text);

        await PrepareAsync(DatabasePath);

        Assert.Equal((long)scripts[^1].Version, Execute("SELECT MAX(Version) FROM OssTransferSchema"));
    }

    [Fact]
    public async Task Every_script_may_run_twice()
    {
        await PrepareAsync(DatabasePath);
        var before = Execute("SELECT group_concat(QueryKey || QueryText) FROM OrleansQuery");

        Assert.All(SchemaScript.LoadAll(SchemaScript.Sqlite), script => Execute(script.Text));

        Assert.Equal(before, Execute("SELECT group_concat(QueryKey || QueryText) FROM OrleansQuery"));
    }

    [Fact]
    public async Task Newer_database_is_refused_and_left_alone()
    {
        await PrepareAsync(DatabasePath);
        Execute("INSERT INTO OssTransferSchema (Version) VALUES (900)");

        var exception = await Assert.ThrowsAsync<DatabaseException>(() => PrepareAsync(DatabasePath));

        Assert.Equal(DatabaseProblem.TooNew, exception.Problem);
        Assert.Contains("900", exception.Message, StringComparison.Ordinal);
        Assert.Equal(900L, Execute("SELECT MAX(Version) FROM OssTransferSchema"));
    }

    [Fact]
    public async Task File_that_is_no_database_is_refused()
    {
        await File.WriteAllTextAsync(DatabasePath, new string('x', 5000), Cancel);

        var exception = await Assert.ThrowsAsync<DatabaseException>(() => PrepareAsync(DatabasePath));

        Assert.Equal(DatabaseProblem.Damaged, exception.Problem);
    }

    [Fact]
    public async Task Missing_directory_is_named()
    {
        var path = Path.Combine(_directory, "gone", "osstransfer.db");

        var exception = await Assert.ThrowsAsync<DatabaseException>(() => PrepareAsync(path));

        Assert.Equal(DatabaseProblem.NotWritable, exception.Problem);
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_readable_by_their_owner_only()
    {
        await PrepareAsync(DatabasePath);
        await using var source = new SqliteDataSource(DatabasePath);
        await using var connection = await source.OpenConnectionAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO OrleansStorage VALUES ('s', 't', 'e', 0, 0, 5, 'now', x'01')";
        await command.ExecuteNonQueryAsync(Cancel);

        Assert.All(
            Directory.GetFiles(_directory),
            file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(file).UnixFileMode));
        Assert.True(File.Exists(DatabasePath + "-wal"));
    }

    [Fact]
    public async Task Every_connection_syncs_each_commit()
    {
        await PrepareAsync(DatabasePath);
        await using var source = new SqliteDataSource(DatabasePath);
        await using var first = await source.OpenConnectionAsync(Cancel);
        await using var second = await source.OpenConnectionAsync(Cancel);

        Assert.Equal(2L, Ask(first, "PRAGMA synchronous"));
        Assert.Equal(2L, Ask(second, "PRAGMA synchronous"));
        Assert.Equal("wal", Ask(second, "PRAGMA journal_mode"));
    }

    [Fact]
    public async Task Disposing_closes_the_file_and_folds_the_log_in()
    {
        await PrepareAsync(DatabasePath);
        var source = new SqliteDataSource(DatabasePath);
        await (await source.OpenConnectionAsync(Cancel)).DisposeAsync();

        await source.DisposeAsync();

        Assert.False(File.Exists(DatabasePath + "-wal"));
    }

    [Fact]
    public async Task Full_disk_is_explained()
    {
        await PrepareAsync(DatabasePath);
        var queue = new WriteQueue(DatabasePath);

        var exception = await Assert.ThrowsAsync<DatabaseException>(() => queue.WriteAsync(Fill, Cancel));

        Assert.Equal(DatabaseProblem.DiskFull, exception.Problem);

        Task Fill()
        {
            using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
            connection.Open();
            Ask(connection, "PRAGMA max_page_count = 1");
            Ask(connection, "INSERT INTO OrleansStorage VALUES ('s', 't', 'e', 0, 0, 5, 'now', zeroblob(1000000))");
            return Task.CompletedTask;
        }
    }

    [Fact]
    public void File_that_cannot_be_made_for_want_of_room_is_told_apart()
    {
        Assert.Equal(DatabaseProblem.DiskFull, SqliteErrors.Explain(new IOException("No space left on device", 28), DatabasePath).Problem);
        Assert.Equal(DatabaseProblem.NotWritable, SqliteErrors.Explain(new IOException("Read-only file system", 30), DatabasePath).Problem);
    }

    private static Task PrepareAsync(string path) => StateDatabase.PrepareAsync(new SqlitePlace(path), TimeProvider.System, _ => { }, Cancel);

    private object? Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        return Ask(connection, sql);
    }

    private static object? Ask(System.Data.Common.DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}

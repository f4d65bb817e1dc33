using Microsoft.Data.Sqlite;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.StateMoves;

namespace OssTransfer.Grains.Tests.StateMoves;

/// <summary>A home's file, read by who has no silo to ask. What it shows of real jobs is shown end to end.</summary>
public sealed class StoredJobsTests : IDisposable
{
    private const string Service = "s";

    private readonly string _directory = Directory.CreateTempSubdirectory("osstransfer-test-").FullName;

    private string DatabasePath => Path.Combine(_directory, "osstransfer.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Where_nothing_was_stored_there_are_no_jobs()
    {
        Assert.Empty(StoredJobs.Read(DatabasePath, Service));
        Assert.False(File.Exists(DatabasePath));

        File.WriteAllBytes(DatabasePath, []);

        Assert.Empty(StoredJobs.Read(DatabasePath, Service));
        Assert.Empty(File.ReadAllBytes(DatabasePath));
    }

    [Fact]
    public async Task Who_only_looks_waits_for_no_writer_and_makes_nothing_newer()
    {
        await SqliteDatabase.PrepareAsync(DatabasePath, TestContext.Current.CancellationToken);
        await using var writer = new SqliteConnection($"Data Source={DatabasePath};Pooling=false");
        writer.Open();
        var newest = Execute(writer, "SELECT MAX(Version) FROM OssTransferSchema");
        Execute(writer, $"DELETE FROM OssTransferSchema WHERE Version = {newest}");
        await using var writing = writer.BeginTransaction(deferred: false);

        Assert.Empty(StoredJobs.Read(DatabasePath, Service));

        await writing.RollbackAsync(TestContext.Current.CancellationToken);
        Assert.Equal((long)newest! - 1, Execute(writer, "SELECT MAX(Version) FROM OssTransferSchema"));
    }

    [Theory]
    [InlineData("INSERT INTO OssTransferSchema (Version) VALUES (900)", DatabaseProblem.TooNew)]
    [InlineData("INSERT INTO OssTransferMove (Id, Target, At, IsDone) VALUES ('1', 'there', 'now', 1)", DatabaseProblem.Moved)]
    [InlineData("INSERT INTO OrleansStorage VALUES ('s', 'job', 'j', 0, 0, 1, 'now', x'0102')", DatabaseProblem.Damaged)]
    public async Task What_cannot_be_shown_is_said_in_words(string change, DatabaseProblem problem)
    {
        await SqliteDatabase.PrepareAsync(DatabasePath, TestContext.Current.CancellationToken);
        await using (var writer = new SqliteConnection($"Data Source={DatabasePath};Pooling=false"))
        {
            writer.Open();
            Execute(writer, change);
        }

        var exception = Assert.Throws<DatabaseException>(() => StoredJobs.Read(DatabasePath, Service));

        Assert.Equal(problem, exception.Problem);
        Assert.Contains(DatabasePath, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_is_no_database_is_said_to_be_damaged()
    {
        File.WriteAllText(DatabasePath, new string('x', 10_000));

        Assert.Equal(DatabaseProblem.Damaged, Assert.Throws<DatabaseException>(() => StoredJobs.Read(DatabasePath, Service)).Problem);
    }

#pragma warning disable CA2100 // Texts of this file.
    private static object? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
#pragma warning restore CA2100
}

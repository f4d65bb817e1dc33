using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using OssTransfer.Grains.Persistence;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Grains.Tests.Persistence;

public sealed class StateSizesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Database_that_does_not_answer_leaves_what_was_known()
    {
        var directory = Directory.CreateTempSubdirectory("osstransfer-sizes-");
        try
        {
            var path = Path.Combine(directory.FullName, "osstransfer.db");
            var time = new FakeTimeProvider();
            await StateDatabase.PrepareAsync(new SqlitePlace(path), TimeProvider.System, _ => { }, Cancel);
            await using var source = new SqliteDataSource(path);
            var sizes = new StateSizes(source, Options.Create(new ClusterOptions { ServiceId = "s", ClusterId = "s" }), time);
            await ExecuteAsync(
                source,
                "INSERT INTO OrleansStorage (ServiceId, GrainTypeString, GrainIdExtensionString, GrainIdN0, GrainIdN1, Version, ModifiedOn, PayloadBinary) VALUES ('s', 'shard-manifest', '000000000000000a/1/1', 0, 0, 1, '', x'0102')");
            var before = await sizes.OfAsync(Report(0xa), Cancel);

            await ExecuteAsync(source, "ALTER TABLE OrleansStorage RENAME TO Away");
            time.Advance(TimeSpan.FromMinutes(1));

            Assert.Equal((2, 2, 0), (before, await sizes.OfAsync(Report(0xa), Cancel), await sizes.OfAsync(Report(0xb), Cancel)));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task ExecuteAsync(SqliteDataSource source, string sql)
    {
        await using var connection = await source.OpenConnectionAsync(Cancel);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is one of this file's.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private static JobSnapshot Report(ulong incarnation) =>
        new(new() { JobId = "j", State = "running", Objects = new(), Bytes = new(), Proofs = new Dictionary<string, long>() }, incarnation);
}

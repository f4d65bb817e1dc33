using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Security;
using OssTransfer.Grains.Tests.Runs;
using OssTransfer.LoopbackS3;

namespace OssTransfer.Grains.Tests.Stored;

/// <summary>
/// The rows that every version of the program left behind are kept as files (<c>states-vN.json</c>, with what a user saw of them);
/// today's silo starts on each and must show the same.
/// <c>OSSTRANSFER_TEST_WRITE_STORED</c>=DIRECTORY writes those of today there.
/// </summary>
public sealed class StoredStateTests
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = false };

    /// <summary>Raise it with a change that older programs can't read, and keep the file of the version before.</summary>
    public static TheoryData<int> Versions => [1, 2];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_silo_shows_what_a_version_before_it_stored(int version)
    {
        var stored = JsonSerializer.Deserialize<StoredStates>(
            await File.ReadAllTextAsync(
                Path.Combine(AppContext.BaseDirectory, "Stored", $"states-v{version}.json"), TestContext.Current.CancellationToken), Json)!;
        await using var bench = await JobBench.StartAsync();
        await bench.Silo.StopAsync();
        await File.WriteAllTextAsync(bench.Silo.Home.SealingKeyPath, stored.SealingKey, TestContext.Current.CancellationToken);
        Restore(bench, stored);

        await bench.Silo.StartAgainAsync(TestContext.Current.CancellationToken);

        Assert.Equal(stored.Seen, await SeenAsync(bench));
        var failure = Assert.Single(await bench.FailuresAsync("done"));
        Assert.Equal("f007", failure.Key.ToString());
        var sealer = bench.Silo.Services.GetRequiredService<SecretSealer>();
        foreach (var (_, incarnation, _, _) in stored.Seen)
        {
            var state = OssTransfer.Jobs.Runs.JobStateCodec.Decode(Job(stored, incarnation));
            Assert.Equal("loopbacksecret", JobSecretsSeal.Open(sealer, state.SealedSecrets, incarnation).DestinationSecretKey!.Reveal());
        }
    }

    [Fact]
    public async Task Todays_states_are_written_where_asked()
    {
        var directory = Environment.GetEnvironmentVariable("OSSTRANSFER_TEST_WRITE_STORED");
        Assert.SkipWhen(string.IsNullOrEmpty(directory), "OSSTRANSFER_TEST_WRITE_STORED names no directory.");
        await using var bench = await JobBench.StartAsync();
        for (var i = 0; i < 300; i++)
        {
            bench.Write($"f{i:d3}", BitConverter.GetBytes(i));
        }

        // Finished twice with an object that fails; paused in the middle; waiting for its next pass.
        bench.Server.Faults.Add(
            new Fault { Kind = FaultKind.Error, Operations = [S3Operation.PutObject], Key = "f007", Status = 400, Code = "InvalidArgument", Times = null });
        await bench.RunAsync(bench.DiskJob("done", "src-include: f00*"));
        await bench.RedoAsync("done");
        bench.Server.Faults.Clear();
        await bench.AddAsync(
            bench.DiskJob("waits", "src-include: f01*\ndes-prefix: waits")
                .Replace("sync-enable-increment: False", "sync-increment-interval: 315360000", StringComparison.Ordinal));
        await bench.UntilAsync("waits", report => report.State == "waiting");
        bench.Server.Faults.Add(
            new Fault { Kind = FaultKind.Slow, Operations = [S3Operation.PutObject], Delay = TimeSpan.FromMilliseconds(100), Times = null });
        await bench.AddAsync(bench.DiskJob("half", "des-prefix: half"));
        await bench.UntilAsync("half", report => report.State == "running" && report.Phase == "transfer" && bench.Server.Buckets["target"].Count > 60);
        await bench.CommandAsync("half", "pause");
        await bench.UntilAsync("half", report => report.State == "paused");
        var seen = await SeenAsync(bench);
        await bench.Silo.StopAsync();

        var stored = new StoredStates(await File.ReadAllTextAsync(bench.Silo.Home.SealingKeyPath, TestContext.Current.CancellationToken), seen, Rows(bench));
        await File.WriteAllTextAsync(Path.Combine(directory!, "states.json"), JsonSerializer.Serialize(stored, Json), TestContext.Current.CancellationToken);
    }

    private static async Task<List<SeenJob>> SeenAsync(JobBench bench)
    {
        var seen = new List<SeenJob>();
        foreach (var job in new[] { "done", "half", "waits" })
        {
            var report = (await bench.Jobs.StatusAsync(job, TestContext.Current.CancellationToken))!;

            // Sizes of rows and rates of the moment are not the state's, and what came later was not seen.
            var numbers = report with { StateBytes = 0, ObjectsPerSecond = 0, BytesPerSecond = 0 };
            var incarnation = (await bench.Silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IJobGrain>(job)
            .DescribeAsync(TestContext.Current.CancellationToken))!.Incarnation;
            seen.Add(
                new(
                    job,
                    incarnation,
                    report.State,
                    JsonSerializer.Serialize(
                        new
                        {
                            numbers.Run, numbers.ExitCode, numbers.Objects, numbers.Bytes, numbers.Proofs, numbers.Check, numbers.StartedAt, numbers.NextPassAt,
                        }).Replace(",\"CopiedInside\":0", "", StringComparison.Ordinal)
                        .Replace(",\"InFlight\":null", "", StringComparison.Ordinal)
                        .Replace(",\"Missing\":null,\"Different\":null,\"Unreadable\":null,\"Extra\":null", "", StringComparison.Ordinal)));
        }

        return seen;
    }

    private static byte[] Job(StoredStates stored, ulong incarnation)
    {
        // The encoded state stands inside the row as Orleans stores it: from its first brace on.
        var job = stored.Seen.Single(seen => seen.Incarnation == incarnation).JobId;
        var payload = stored.Rows.Single(row => row.Name == "job" && row.Key == job).Payload;
        var start = payload.AsSpan().IndexOf("{\"Version\""u8);
        return payload[start..(payload.AsSpan().LastIndexOf((byte)'}') + 1)];
    }

    private static List<StoredRow> Rows(JobBench bench)
    {
        using var connection = Open(bench);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT GrainTypeString, GrainIdExtensionString, GrainIdN0, GrainIdN1, PayloadBinary FROM OrleansStorage WHERE GrainTypeString <> 'machine-directory' ORDER BY 1, 2";
        using var reader = command.ExecuteReader();
        var rows = new List<StoredRow>();
        while (reader.Read())
        {
            rows.Add(new(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), (byte[])reader.GetValue(4)));
        }

        return rows;
    }

    private static void Restore(JobBench bench, StoredStates stored)
    {
        using var connection = Open(bench);
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "DELETE FROM OrleansStorage; DELETE FROM OrleansRemindersTable";
        command.ExecuteNonQuery();
        foreach (var row in stored.Rows)
        {
            using var insert = connection.CreateCommand();
            insert.Transaction = transaction;
            insert.CommandText = "INSERT INTO OrleansStorage VALUES ('osstransfer', $name, $key, $n0, $n1, 1, '2026-01-01', $payload)";
            insert.Parameters.AddWithValue("$name", row.Name);
            insert.Parameters.AddWithValue("$key", row.Key);
            insert.Parameters.AddWithValue("$n0", row.N0);
            insert.Parameters.AddWithValue("$n1", row.N1);
            insert.Parameters.AddWithValue("$payload", row.Payload);
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static SqliteConnection Open(JobBench bench)
    {
        var connection = new SqliteConnection($"Data Source={bench.Silo.Home.DatabasePath};Pooling=False");
        connection.Open();
        return connection;
    }
}

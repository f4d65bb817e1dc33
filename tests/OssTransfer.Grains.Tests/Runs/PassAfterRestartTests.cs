using Microsoft.Data.Sqlite;
using OssTransfer.Contracts;

namespace OssTransfer.Grains.Tests.Runs;

/// <summary>A pass that is due after a restart of the silo.</summary>
public sealed class PassAfterRestartTests
{
    [Fact]
    public async Task Pass_comes_although_the_wall_clock_was_set_back_and_the_reminder_would_be_a_day_late()
    {
        await using var bench = await JobBench.StartAsync();
        bench.Write("f", [1]);
        var job = bench.DiskJob("synced").Replace("sync-enable-increment: False", "sync-increment-interval: 5", StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await bench.AddAsync(job)).Code);
        await bench.UntilAsync("synced", report => report.State == "waiting");
        await bench.Silo.StopAsync();
        await DelayRemindersAsync(bench.Silo.Home.DatabasePath);

        await bench.Silo.StartAgainAsync(TestContext.Current.CancellationToken);

        await bench.UntilAsync("synced", report => report.Run > 1);
    }

    // What a wall clock does to reminders that is a day behind the one that they were made by.
    private static async Task DelayRemindersAsync(string path)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE OrleansRemindersTable SET StartTime = datetime(StartTime, '+1 day')";
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}

using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Tests.Clusters;

namespace OssTransfer.Grains.Tests.Runs;

public sealed class CompactionTests
{
    [Fact]
    public async Task Old_runs_leave_what_the_catalogue_refers_to_and_a_removed_job_leaves_nothing()
    {
        await using var bench = await JobBench.StartAsync();
        Fill(bench);
        await bench.RunAsync(bench.CloudJob("passes", "keep-runs: 3"));
        var first = bench.CountRows("/0/");
        JobView report = null!;
        for (var pass = 2; pass <= 6; pass++)
        {
            bench.Server.Buckets["origin"].Put("k0007", BitConverter.GetBytes(pass));
            report = await bench.RedoAsync("passes");
            Assert.Equal(("done", 1L, 2499L), (report.State, report.Objects.Transferred, report.Objects.Skipped));
        }

        await GoneAsync(bench, "1/0/m0", "1/0/i0", "5/0/");

        // No more rows than after the first pass: whatever else the passes left goes, too.
        await ClusterBench.UntilAsync(() => bench.CountRows("/0/") <= first);
        Assert.True(bench.CountRows("1/0/m1") > 0);
        Assert.Equal([4, 5], report.History.Select(run => run.Run));
        Assert.All(report.History, run => Assert.Equal(((ExitCode?)ExitCode.Done, 2500L, 1L, 2499L), (run.ExitCode, run.Listed, run.Transferred, run.Skipped)));
        Assert.Equal(3, (await File.ReadAllLinesAsync(
            Path.Combine(bench.Silo.Home.JobsPath, "passes", "passes-transfer-error-list.txt"),
            TestContext.Current.CancellationToken)).Count(line => line.StartsWith("# run ", StringComparison.Ordinal)));

        await bench.CommandAsync("passes", "rm");
        while (await bench.Jobs.StatusAsync("passes", TestContext.Current.CancellationToken) is not null)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, bench.CountRows("/0/"));
    }

    [Fact]
    public async Task What_a_killed_silo_had_not_forgotten_the_next_one_forgets()
    {
        await using var bench = await JobBench.StartAsync();
        Fill(bench);
        await bench.RunAsync(bench.CloudJob("killed"));
        bench.Server.Buckets["origin"].Put("k0007", "changed"u8);
        await bench.RedoAsync("killed", "redo-all");

        await bench.Silo.KillAsync();
        await bench.Silo.StartAgainAsync(TestContext.Current.CancellationToken);
        await bench.Jobs.StatusAsync("killed", TestContext.Current.CancellationToken);

        await GoneAsync(bench, "1/0/");
        var again = await bench.RedoAsync("killed");
        Assert.Equal(("done", 2500L), (again.State, again.Objects.Skipped));
    }

    private static void Fill(JobBench bench)
    {
        for (var i = 0; i < 2500; i++)
        {
            bench.Server.Buckets["origin"].Put($"k{i:d4}", BitConverter.GetBytes(i));
        }
    }

    /// <summary>Waits until no rows of these shards are left.</summary>
    private static Task GoneAsync(JobBench bench, params string[] shards) => ClusterBench.UntilAsync(() => shards.All(shard => bench.CountRows(shard) == 0));
}

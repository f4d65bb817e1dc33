using OssTransfer.LoopbackS3;

namespace OssTransfer.Grains.Tests.Clusters;

/// <summary>A job's grain that doesn't answer, as on a silo that hangs.</summary>
public sealed class HungMasterTests
{
    [Fact]
    public async Task It_keeps_neither_workers_nor_leases_from_other_jobs_and_its_own_work_ends()
    {
        await using var bench = await ClusterBench.StartAsync();
        bench.Fill("hung", 400);
        bench.Fill("well", 400);
        bench.Slow("hung/", TimeSpan.FromSeconds(60));
        bench.Slow("well/", TimeSpan.FromMilliseconds(400));
        await bench.AddAsync("hung");
        await ClusterBench.UntilAsync(() => bench.Held("hung") == 6);
        await bench.AddAsync("well");
        bench.Calls.Hang("hung");

        // The lease of the one that hangs runs out: its work ends, and all workers go to the other one, which is never interrupted.
        await ClusterBench.UntilAsync(() => bench.Held("hung") == 0 && bench.Held("well") == 6);
        var well = await bench.EndAsync("well");

        Assert.Equal(("done", 400L, 400L), (well.State, well.Objects.Transferred, well.Objects.CopiedInside));

        bench.Server.Faults.Clear();
        bench.Calls.Wake("hung");
        var hung = await bench.EndAsync("hung");
        Assert.Equal(("done", 400L), (hung.State, hung.Objects.Transferred + hung.Objects.Skipped));
        Assert.Equal(800, bench.Server.Buckets["target"].Count);
    }

    [Fact]
    public async Task A_short_stop_costs_no_shard_its_holder()
    {
        await using var bench = await ClusterBench.StartAsync();
        bench.Fill("brief", 120);
        bench.Slow("brief/", TimeSpan.FromSeconds(8));
        await bench.AddAsync("brief");
        await ClusterBench.UntilAsync(() => bench.Held("brief") == 6);

        bench.Calls.Hang("brief");
        await ClusterBench.UntilAsync(() => bench.Calls.Waited >= 3);
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        bench.Calls.Wake("brief");
        var report = await bench.EndAsync("brief");

        // Copied twice would be: taken away and begun again.
        Assert.Equal(("done", 120L, 120L), (report.State, report.Objects.Transferred, report.Objects.CopiedInside));
        Assert.Equal(120, bench.Server.Requests.Count(S3Operation.CopyObject));
    }
}

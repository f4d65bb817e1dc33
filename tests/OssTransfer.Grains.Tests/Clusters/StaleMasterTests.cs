using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Jobs.Wire;

namespace OssTransfer.Grains.Tests.Clusters;

/// <summary>A job's grain whose place another has taken, as on a silo that was cut off.</summary>
public sealed class StaleMasterTests
{
    [Fact]
    public async Task It_renews_nothing_and_the_job_goes_on_with_the_next_one()
    {
        await using var bench = await ClusterBench.StartAsync();
        bench.Fill("stale", 120);
        bench.Slow("stale/", TimeSpan.FromSeconds(10));
        await bench.AddAsync("stale");
        await ClusterBench.UntilAsync(() => bench.Held("stale") == 6);

        // Nothing else writes the job's row now, so only a renewal can find out. Where that of a silo is the first, another grain is cut off.
        await ClusterBench.UntilAsync(async () =>
        {
            bench.Overwrite("stale");
            return await Renew(bench, "stale") is null;
        });

        bench.Server.Faults.Clear();
        var report = await bench.EndAsync("stale");
        Assert.Equal(("done", 120L), (report.State, report.Objects.Transferred + report.Objects.Skipped));
        Assert.Equal(120, bench.Server.Buckets["target"].Count);
    }

    /// <summary>A renewal of a silo that holds nothing; null: it was refused, as the database doesn't take the grain's word any more.</summary>
    private static async Task<RenewAnswer?> Renew(ClusterBench bench, string id)
    {
        try
        {
            return await bench.Grains.GetGrain<IJobGrain>(id).RenewAsync(new("nobody", [], 0, 0));
        }
        catch (Exception exception) when (exception.GetType().Name.Contains("InconsistentState", StringComparison.Ordinal))
        {
            return null;
        }
    }
}

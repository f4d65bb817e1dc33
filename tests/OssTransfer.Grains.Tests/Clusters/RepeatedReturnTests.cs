using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Grains.Workers.Open;

namespace OssTransfer.Grains.Tests.Clusters;

/// <summary>A shard that is given back again, as where the answer to the first time got lost.</summary>
public sealed class RepeatedReturnTests
{
    [Fact]
    public async Task Its_problem_counts_once()
    {
        await using var bench = await ClusterBench.StartAsync(1);
        bench.Fill("again", 120);
        bench.Slow("again/", TimeSpan.FromSeconds(10));
        await bench.AddAsync("again");
        await ClusterBench.UntilAsync(() => bench.Held("again") == 2);
        var job = ClusterBench.Service<OpenJobs>(bench.Silos[0]).All.Single(job => job.JobId == "again");

        // More often than a job bears problems of one shard.
        var returned = new ReturnedShard(bench.Silos[0].SiloAddress.ToParsableString(), job.Held.All[0].Ticket, false)
        {
            Problem = "no way",
            Incarnation = job.Incarnation,
        };
        for (var i = 0; i < 10; i++)
        {
            await bench.Grains.GetGrain<IJobGrain>("again").ReturnAsync(returned);
        }

        bench.Server.Faults.Clear();
        var report = await bench.EndAsync("again");
        Assert.Equal(("done", 120L), (report.State, report.Objects.Transferred + report.Objects.Skipped));
    }
}

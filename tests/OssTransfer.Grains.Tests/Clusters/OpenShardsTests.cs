using OssTransfer.Grains.Workers.Leases;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Tests.Clusters;

/// <summary>Shards that are planned and not finished stand in the job's state, which every change writes whole.</summary>
public sealed class OpenShardsTests
{
    private const int Page = 1000;

    [Fact]
    public async Task Listing_waits_where_moving_cannot_keep_up()
    {
        await using var bench = await ClusterBench.StartAsync(1, options => options with { ShardObjects = 1 });
        bench.Fill("many", Page + 100);
        bench.Slow("many/", TimeSpan.FromSeconds(2));
        await bench.AddAsync("many");

        // Both workers move: whoever listed has given that back.
        await ClusterBench.UntilAsync(() => Moving(bench) == 2);
        var meanwhile = (await bench.Jobs.StatusAsync("many", TestContext.Current.CancellationToken))!;
        bench.Server.Faults.Clear();
        var end = await bench.EndAsync("many");

        Assert.Equal((false, (long)Page), (meanwhile.ListingComplete, meanwhile.Objects.Listed));
        Assert.Equal(("done", Page + 100L), (end.State, end.Objects.Transferred));
    }

    private static int Moving(ClusterBench bench) => ClusterBench.Service<OpenJobs>(bench.Silos[0]).All
        .Sum(job => job.Held.Tickets.Count(ticket => ticket.Shard.Kind == ShardKind.Move));
}

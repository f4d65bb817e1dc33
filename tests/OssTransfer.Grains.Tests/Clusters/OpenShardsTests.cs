using OssTransfer.Grains.Workers.Open;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Tests.Clusters;

/// <summary>Shards that are planned and not finished stand in the job's state, which every change writes whole.</summary>
public sealed class OpenShardsTests
{
    private static readonly int MaxOpen = new RunPolicy(false, false, null).MaxOpenShards;

    // A shard each: so many that listing goes on once more, and no more than that takes.
    private static readonly int Objects = MaxOpen + (MaxOpen / 4);

    [Fact]
    public async Task Listing_waits_where_moving_cannot_keep_up()
    {
        await using var bench = await ClusterBench.StartAsync(1, options => options with { ShardObjects = 1 });
        bench.Fill("many", Objects);
        bench.Slow("many/", TimeSpan.FromSeconds(2));
        await bench.AddAsync("many");

        // Both workers move: whoever listed has given that back.
        var meanwhile = await bench.UntilAsync("many", _ => Moving(bench) == 2);
        bench.Server.Faults.Clear();
        var end = await bench.EndAsync("many");

        Assert.False(meanwhile.ListingComplete);
        Assert.InRange(meanwhile.Objects.Listed - meanwhile.Objects.Transferred, 1, MaxOpen);
        Assert.Equal(("done", (long)Objects), (end.State, end.Objects.Transferred));
    }

    private static int Moving(ClusterBench bench) => ClusterBench.Service<OpenJobs>(bench.Silos[0]).All
        .Sum(job => job.Held.All.Count(held => held.Ticket.Shard.Kind == ShardKind.Move));
}

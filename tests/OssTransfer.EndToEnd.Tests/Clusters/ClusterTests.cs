using OssTransfer.EndToEnd.Tests.Running;

namespace OssTransfer.EndToEnd.Tests.Clusters;

/// <summary>Several silos as processes on one database.</summary>
public sealed class ClusterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Job_is_moved_by_all_machines_and_every_machine_answers()
    {
        await using var bench = await ClusterBench.StartAsync(3);
        for (var i = 0; i < 3000; i++)
        {
            bench.Origin.Put($"d{i % 7}/f{i}", Samples.Bytes(1000 + i, i));
        }

        (await bench.Machines[0].RunAsync("add", bench.Job("spread"))).Expect(0);
        var job = await ClusterBench.UntilAsync(bench.Machines[2], "spread", job => !job.IsActive, TimeSpan.FromMinutes(1));

        Assert.Equal(("done", 0, 3000L), (job.State, job.ExitCode, job.Objects.Transferred));
        Assert.Equal(Digests.OfBucket(bench.Origin), Digests.OfBucket(bench.Target));
        Assert.Equal(3000, bench.TargetServer.Requests.Count(LoopbackS3.S3Operation.PutObject));
        Assert.All(bench.Machines, machine => Assert.Contains("osstransfer", machine.Home, StringComparison.Ordinal));
    }
}

using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;

namespace OssTransfer.EndToEnd.Tests.Clusters;

/// <summary>A home that ran alone takes its half-done job into a cluster.</summary>
[TestClass(DisableParallelization = true)]
public sealed class MoveStateTests
{
    private const int Objects = 1500;

    [Fact]
    public async Task Half_done_job_goes_on_in_the_cluster_and_sends_nothing_checkpointed_twice()
    {
        await using var bench = await ClusterBench.CreateAsync(2);
        for (var i = 0; i < Objects; i++)
        {
            bench.Origin.Put($"d{i % 7}/f{i}", Samples.Bytes(100 + i, i));
        }

        // 1 Alone, and stopped in the middle.
        var machine = bench.Machines[0];
        (await machine.RunAsync("start", "--api-port=0", "--max-worker-num=2")).Expect(0);
        var slow = new Fault { Kind = FaultKind.Slow, Operations = [S3Operation.PutObject], Delay = TimeSpan.FromMilliseconds(200), Times = null };
        bench.TargetServer.Faults.Add(slow);
        (await machine.RunAsync("add", bench.Job("moves"))).Expect(0);
        await Polling.UntilAsync(() => Task.FromResult(bench.Target.Count > Objects / 4), TimeSpan.FromMinutes(1), () => "nothing is transferred");
        var running = await machine.RunAsync("move-state", $"--cluster={machine.ClusterFile}");
        (await machine.RunAsync("stop")).Expect(0);
        var before = bench.TargetServer.Requests.Count(S3Operation.PutObject);
        bench.TargetServer.Faults.Clear();

        // 2 Moved.
        var moved = (await machine.RunAsync("move-state", $"--cluster={machine.ClusterFile}")).Expect(0);
        var alone = await machine.RunAsync("start", "--api-port=0");
        var nobody = await machine.RunAsync("stop");

        // 3 It goes on with both machines.
        await Task.WhenAll(bench.Machines.Select(each => each.StartAsync()));
        var job = await ClusterBench.UntilAsync(bench.Machines[1], "moves", seen => !seen.IsActive, TimeSpan.FromMinutes(2));

        Assert.NotEqual(0, running.Code);
        Assert.Contains("already runs on this home", running.Error, StringComparison.Ordinal);
        Assert.Contains("1 job", moved.Out, StringComparison.Ordinal);
        Assert.Equal((7, 7), (alone.Code, nobody.Code));
        Assert.Contains("were moved to", alone.Out + alone.Error, StringComparison.Ordinal);
        Assert.InRange(before, Objects / 4, Objects - 1);
        Assert.Equal(("done", 1, (long)Objects), (job.State, job.Run, job.Objects.Listed));
        Assert.Equal(Objects, job.Objects.Transferred + job.Objects.Skipped);
        bench.AtTarget.AssertHolds(bench.Objects);

        // What was in flight at the stop is looked at again and found equal: hardly anything goes twice.
        Assert.InRange(bench.TargetServer.Requests.Count(S3Operation.PutObject), Objects, Objects + 64);
    }
}

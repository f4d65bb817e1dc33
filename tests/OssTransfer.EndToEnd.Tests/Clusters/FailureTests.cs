using OssTransfer.Contracts;
using OssTransfer.EndToEnd.Tests.Running;

namespace OssTransfer.EndToEnd.Tests.Clusters;

/// <summary>How fast a cluster takes in a machine that comes, and gets over one that dies with a job's master, and over two at once.</summary>
[TestClass(DisableParallelization = true)]
public sealed class FailureTests(ITestOutputHelper output)
{
    private const int Objects = 30_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Machine_that_comes_works_at_once_and_machines_that_die_cost_seconds()
    {
        await using var bench = await ClusterBench.CreateAsync(4);
        for (var i = 0; i < Objects; i++)
        {
            bench.Origin.Put($"d{i % 13}/f{i}", Samples.Bytes(100 + (i % 500), i));
        }

        // Few workers, so that there is work left for a machine that comes.
        foreach (var machine in bench.Machines)
        {
            machine.Workers = 2;
        }

        var late = bench.Machines[3];

        // It has workers left for the shards of those that die: what counts is how soon these are free, not how long others are busy.
        late.Workers = 16;
        await Task.WhenAll(bench.Machines.Take(3).Select(machine => machine.StartAsync()));
        (await bench.Machines[0].RunAsync("add", bench.Job("failover", "max-requests: 600/s"))).Expect(0);
        foreach (var machine in bench.Machines.Take(3))
        {
            await ShardLog.UntilHoldsAsync(machine);
        }

        await late.StartAsync();
        var answers = DateTimeOffset.Now;
        await ShardLog.UntilHoldsAsync(late);
        Within("a machine that came works", ShardLog.Taken(late).Min(line => line.At) - answers, TimeSpan.FromSeconds(5));

        var master = bench.Machines.Single(machine => ShardLog.Conducts(machine, "failover"));
        var others = bench.Machines.Where(machine => machine != master).ToArray();
        await ShardLog.UntilHoldsAsync(master);
        master.Kill();
        Within("the master's shards run again", await ShardLog.TakenOverAsync([master], others, TimeSpan.FromSeconds(30)), TimeSpan.FromSeconds(15));
        var job = await ClusterBench.UntilAsync(others[0], "failover", job => job.IsActive, TimeSpan.FromSeconds(5));
        Assert.Equal("running", job.State);
        await master.StartAsync();

        Machine[] dying = [others[0], others[1]];
        Machine[] living = [others[2], master];
        foreach (var machine in dying)
        {
            await ShardLog.UntilHoldsAsync(machine);
        }

        dying[0].Kill();
        dying[1].Kill();
        Within("the shards of two run again", await ShardLog.TakenOverAsync(dying, living, TimeSpan.FromSeconds(90)), TimeSpan.FromSeconds(45));

        job = await ClusterBench.UntilAsync(master, "failover", job => !job.IsActive, TimeSpan.FromMinutes(5));
        Assert.Equal(("done", (ExitCode?)ExitCode.Done, (long)Objects), (job.State, job.ExitCode, job.Objects.Transferred + job.Objects.Skipped));
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    private void Within(string what, TimeSpan took, TimeSpan most)
    {
        output.WriteLine($"{what} after {took.TotalSeconds:0.0} s");
        Assert.True(took < most, $"{what} after {took}, not within {most}");
    }
}

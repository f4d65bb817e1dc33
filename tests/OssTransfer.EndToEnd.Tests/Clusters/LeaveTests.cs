using System.Text.RegularExpressions;
using OssTransfer.Contracts;
using OssTransfer.EndToEnd.Tests.Running;

namespace OssTransfer.EndToEnd.Tests.Clusters;

/// <summary>A silo that is told to end by its machine, as systemd and Kubernetes do, while it works.</summary>
[TestClass(DisableParallelization = true)]
public sealed partial class LeaveTests
{
    private const int Objects = 4000;

    // A silo's usual number: those that it is sending when it is told to end may go out again.
    private const int ObjectsInFlight = 64;

    // What deploy/ gives a silo is longer.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silo_that_gets_sigterm_while_it_works_hands_its_shards_back_and_ends_with_0()
    {
        await using var bench = await ClusterBench.StartAsync(3);
        await WorkAsync(bench, "handover");
        var leaving = bench.Machines.First(machine => Shards(machine, Taken()).Except(Shards(machine, Ended())).Any());
        var staying = bench.Machines.First(machine => machine != leaving);
        leaving.Terminate();
        await leaving.Silo.WaitForExitAsync(Cancel).WaitAsync(Grace, TimeProvider.System, Cancel);
        var left = await ClusterBench.TryStatusAsync(staying, "handover");
        var job = await ClusterBench.UntilAsync(staying, "handover", job => !job.IsActive, TimeSpan.FromMinutes(2));

        Assert.Equal(0, leaving.Silo.ExitCode);
        Assert.True(left!.IsActive);
        Assert.Contains(": given back", ShardLog.TextOf(leaving, "log-workers.txt"), StringComparison.Ordinal);
        Assert.Equal(Shards(leaving, Taken()), Shards(leaving, Ended()));
        Assert.Equal(("done", (ExitCode?)ExitCode.Done, (long)Objects), (job.State, job.ExitCode, job.Objects.Transferred));
        bench.AtTarget.AssertHolds(bench.Objects);
        Assert.InRange(bench.TargetServer.Requests.Count(LoopbackS3.S3Operation.PutObject), Objects, Objects + ObjectsInFlight);
    }

    [Fact]
    public async Task Silos_that_are_told_to_end_all_at_once_do_so_and_the_job_goes_on_when_they_are_back()
    {
        await using var bench = await ClusterBench.StartAsync(3);
        await WorkAsync(bench, "all");
        foreach (var machine in bench.Machines)
        {
            machine.Terminate();
        }

        await Task.WhenAll(bench.Machines.Select(machine => machine.Silo.WaitForExitAsync(Cancel))).WaitAsync(Grace, TimeProvider.System, Cancel);
        Assert.All(bench.Machines, machine => Assert.Equal(0, machine.Silo.ExitCode));
        await Task.WhenAll(bench.Machines.Select(machine => machine.StartAsync()));
        var job = await ClusterBench.UntilAsync(bench.Machines[0], "all", job => !job.IsActive, TimeSpan.FromMinutes(2));

        Assert.Equal(("done", (ExitCode?)ExitCode.Done, (long)Objects), (job.State, job.ExitCode, job.Objects.Transferred + job.Objects.Skipped));
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    /// <summary>Adds a job and returns in the middle of it.</summary>
    private static async Task WorkAsync(ClusterBench bench, string id)
    {
        for (var i = 0; i < Objects; i++)
        {
            bench.Origin.Put($"d{i % 7}/f{i}", Samples.Bytes(1000 + i, i));
        }

        (await bench.Machines[0].RunAsync("add", bench.Job(id, "max-requests: 600/s"))).Expect(0);
        await ClusterBench.UntilAsync(bench.Machines[0], id, job => job.Objects.Transferred > Objects / 8, TimeSpan.FromMinutes(1));
    }

    private static string[] Shards(Machine machine, Regex what) =>
        [.. what.Matches(ShardLog.TextOf(machine, "log-workers.txt")).Select(match => match.Groups[1].Value).Order()];

    [GeneratedRegex(@"(shard \S+, attempt \d+): taken")]
    private static partial Regex Taken();

    [GeneratedRegex(@"(shard \S+, attempt \d+): (?:finished|given back)")]
    private static partial Regex Ended();
}

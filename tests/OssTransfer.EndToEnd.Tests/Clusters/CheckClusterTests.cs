using OssTransfer.Contracts;
using OssTransfer.EndToEnd.Tests.Running;

namespace OssTransfer.EndToEnd.Tests.Clusters;

/// <summary>A check job on several machines.</summary>
[TestClass(DisableParallelization = true)]
public sealed class CheckClusterTests
{
    private const int Objects = 6000;

    [Fact]
    public async Task Check_goes_on_after_kills_of_its_machines_and_its_numbers_are_exact()
    {
        await using var bench = await ClusterBench.StartAsync(3);
        for (var i = 0; i < Objects; i++)
        {
            bench.Origin.Put($"d{i % 7}/f{i:d4}", Samples.Bytes(100 + (i % 100), i));
            if (i % 100 != 1)
            {
                bench.Target.Put($"d{i % 7}/f{i:d4}", Samples.Bytes(100 + (i % 100), i % 100 == 2 ? i + 1 : i));
            }
        }

        bench.Target.Put("only-there", [1]);

        (await bench.Machines[0].RunAsync("add", bench.Job("compared", "job-type: check\ncheck-mode: full\nmax-requests: 3000/s"))).Expect(0);
        await ClusterBench.UntilAsync(bench.Machines[2], "compared", job => job.Check is { Checked: > 500 }, TimeSpan.FromMinutes(1));
        var master = bench.Machines.Single(machine => ShardLog.Conducts(machine, "compared"));
        master.Kill();
        var living = bench.Machines.First(machine => machine != master);
        await ClusterBench.UntilAsync(living, "compared", job => job.Check is { Checked: > 3000 }, TimeSpan.FromMinutes(2));
        bench.Machines.First(machine => machine != master && machine != living).Kill();
        var job = await ClusterBench.UntilAsync(living, "compared", job => !job.IsActive, TimeSpan.FromMinutes(3));

        Assert.Equal(("failed", (ExitCode?)ExitCode.Failures, (long)Objects), (job.State, job.ExitCode, job.Objects.Listed));
        Assert.Equal(
            (Objects, 60L, 60L, 0L, 1L + Running.Destination.Planted),
            (job.Check!.Checked, job.Check.Missing, job.Check.Different, job.Check.Unreadable, job.Check.Extra));
        Assert.Equal(Objects - 120, job.Objects.Skipped);
        Assert.DoesNotContain(bench.TargetServer.Requests.All, request => request.Method is not ("GET" or "HEAD"));
    }
}

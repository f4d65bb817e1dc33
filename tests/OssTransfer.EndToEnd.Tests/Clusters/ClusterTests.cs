using System.Text.Json;
using OssTransfer.Contracts;
using OssTransfer.EndToEnd.Tests.Running;

namespace OssTransfer.EndToEnd.Tests.Clusters;

/// <summary>Several silos as processes on one database.</summary>
[TestClass(DisableParallelization = true)]
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

        Assert.Equal(("done", (ExitCode?)ExitCode.Done, 3000L), (job.State, job.ExitCode, job.Objects.Transferred));
        bench.AtTarget.AssertHolds(bench.Objects);
        Assert.Equal(3000, bench.TargetServer.Requests.Count(LoopbackS3.S3Operation.PutObject));
        var machines = (await bench.Machines[1].RunAsync("status", "--machine", "--json")).Expect(0).Out;
        Assert.All(bench.Machines, machine => Assert.Contains($"\"{machine.Name}\"", machines, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_cluster_is_refused_on_the_same_database()
    {
        await using var bench = await ClusterBench.CreateAsync(1);
        var machine = bench.Machines[0];

        var second = await machine.RunAsync("cluster", "init", "--database-file=" + bench.PathOf("address"), "--out=" + bench.PathOf("second"));
        Assert.Equal(5, second.Code);
        Assert.Contains("belongs to another cluster", second.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(bench.PathOf("second")));

        (await machine.RunAsync("cluster", "init", "--database-file=" + bench.PathOf("address"), "--out=" + bench.PathOf("second"), "--no-check")).Expect(0);
        var stranger = await machine.RunAsync("start", "--foreground", "--api-port=0", "--cluster=" + bench.PathOf("second"));
        Assert.Equal(7, stranger.Code);
        Assert.Contains("belongs to another cluster", stranger.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_sealed_with_a_new_key_while_jobs_live_on()
    {
        await using var bench = await ClusterBench.StartAsync(2);
        var (first, second) = (bench.Machines[0], bench.Machines[1]);
        bench.Origin.Put("a", Samples.Bytes(100, 1));
        (await first.RunAsync("add", bench.Job("kept", "sync-enable-increment: True\nsync-increment-interval: 100000"), "--wait")).Expect(0);

        // 1. A key that only the file has seals nothing.
        (await first.RunAsync("cluster", "rotate-key", "--cluster=" + first.ClusterFile)).Expect(0);
        var early = await first.RunAsync("cluster", "rotate-key", "--cluster=" + first.ClusterFile);
        Assert.Equal(6, early.Code);
        Assert.Contains("m0, m1", early.Error, StringComparison.Ordinal);

        // 2. Every machine has it.
        await bench.ShareClusterFileAsync();
        foreach (var machine in bench.Machines)
        {
            await machine.StopAsync();
            await machine.StartAsync();
        }

        (await first.RunAsync("cluster", "rotate-key", "--cluster=" + first.ClusterFile)).Expect(0);
        await bench.ShareClusterFileAsync();
        Assert.Single(JsonDocument.Parse(await File.ReadAllTextAsync(second.ClusterFile, Cancel)).RootElement.GetProperty("sealingKeys").EnumerateArray());

        // 3. Nobody has the old one any more.
        foreach (var machine in bench.Machines)
        {
            await machine.StopAsync();
            await machine.StartAsync();
        }

        bench.Origin.Put("b", Samples.Bytes(100, 2));
        (await second.RunAsync("redo", "kept")).Expect(0);
        var job = await ClusterBench.UntilAsync(second, "kept", job => job is { Run: 2, ExitCode: not null }, TimeSpan.FromMinutes(1));
        Assert.Equal(ExitCode.Done, job.ExitCode);
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task Silos_get_a_new_certificate_one_after_the_other_while_both_count()
    {
        await using var bench = await ClusterBench.StartAsync(2);
        var (first, second) = (bench.Machines[0], bench.Machines[1]);
        File.Copy(second.ClusterFile, bench.PathOf("old"));

        // 1. One that only one machine has is shown by nobody.
        (await first.RunAsync("cluster", "rotate-certificate", "--cluster=" + first.ClusterFile)).Expect(0);
        await RestartAsync(first);
        await MoveAsync(bench, "half");
        var early = await first.RunAsync("cluster", "rotate-certificate", "--cluster=" + first.ClusterFile);

        // 2. Every machine has it: all show it.
        await bench.ShareClusterFileAsync();
        await RestartAsync(second);
        (await first.RunAsync("cluster", "rotate-certificate", "--cluster=" + first.ClusterFile)).Expect(0);

        // 3. One machine knows only the new one, the other still both.
        await RestartAsync(first);
        await MoveAsync(bench, "late");
        await bench.ShareClusterFileAsync();
        await RestartAsync(second);
        await MoveAsync(bench, "after");
        await second.StopAsync();
        var stranger = await second.RunAsync("start", "--foreground", "--api-port=0", "--cluster=" + bench.PathOf("old"));

        Assert.Equal((6, 7), (early.Code, stranger.Code));
        Assert.Contains("m1 would not take the new certificate yet", early.Error, StringComparison.Ordinal);
        Assert.Contains("cluster file is older than the last 'osstransfer cluster rotate-certificate'", stranger.Error, StringComparison.Ordinal);
        Assert.False(JsonDocument.Parse(await File.ReadAllTextAsync(first.ClusterFile, Cancel)).RootElement.TryGetProperty("newCertificate", out _));
    }

    private static async Task RestartAsync(Machine machine)
    {
        await machine.StopAsync();
        await machine.StartAsync();
    }

    /// <summary>Both machines see each other and move a job.</summary>
    private static async Task MoveAsync(ClusterBench bench, string jobId)
    {
        bench.Origin.Put(jobId, Samples.Bytes(100, 1));
        (await bench.Machines[0].RunAsync("add", bench.Job(jobId), "--yes")).Expect(0);
        foreach (var machine in bench.Machines)
        {
            var job = await ClusterBench.UntilAsync(machine, jobId, job => !job.IsActive, TimeSpan.FromMinutes(1));
            Assert.Equal(ExitCode.Done, job.ExitCode);
            var machines = (await machine.RunAsync("status", "--machine", "--json")).Expect(0).Out;
            Assert.Equal(2, JsonDocument.Parse(machines).RootElement.EnumerateArray().Count(one => one.GetProperty("state").GetString() == "alive"));
        }
    }
}

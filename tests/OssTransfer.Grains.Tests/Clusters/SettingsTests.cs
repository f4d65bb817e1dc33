using OssTransfer.Contracts;
using OssTransfer.Contracts.Settings;
using OssTransfer.Grains.Settings;
using OssTransfer.Jobs.Settings;
using OssTransfer.LoopbackS3;

namespace OssTransfer.Grains.Tests.Clusters;

/// <summary>What is set reaches every silo and stays.</summary>
public sealed class SettingsTests
{
    [Fact]
    public async Task Workers_grow_and_shrink_while_they_work()
    {
        await using var bench = await ClusterBench.StartAsync();
        bench.Fill("long", 1200);
        bench.Slow("long/", TimeSpan.FromMilliseconds(700));
        await bench.AddAsync("long");
        await ClusterBench.UntilAsync(() => bench.Silos.All(silo => ClusterBench.Held(silo, "long") == 2));

        var name = ClusterBench.Service<GrainsOptions>(bench.Silos[1]).SiloName;
        await SetAsync(bench, new() { MaxWorkerNum = "3" });
        await ClusterBench.UntilAsync(() => bench.Silos.All(silo => ClusterBench.Held(silo, "long") == 3));
        await SetAsync(bench, new() { MaxWorkerNum = "1", Machine = name });
        await ClusterBench.UntilAsync(() => bench.Silos.Select(silo => ClusterBench.Held(silo, "long")).SequenceEqual([3, 1, 3]));
        await SetAsync(bench, new() { MaxWorkerNum = "default" });
        await ClusterBench.UntilAsync(() => bench.Silos.All(silo => ClusterBench.Held(silo, "long") == 2));

        bench.Server.Faults.Clear();
        var report = await bench.EndAsync("long");

        // No shard was cut for it.
        Assert.Equal(("done", 1200L, 1200L), (report.State, report.Objects.Transferred, report.Objects.CopiedInside));
        Assert.Equal(1200, bench.Server.Requests.Count(S3Operation.CopyObject));
    }

    [Fact]
    public async Task A_silo_that_joins_takes_what_was_set_before()
    {
        await using var bench = await ClusterBench.StartAsync(1);
        await SetAsync(bench, new() { MaxWorkerNum = "5", MaxMasterNum = "7" });

        var silo = await bench.JoinAsync();

        await ClusterBench.UntilAsync(() => ClusterBench.Service<SiloLimits>(silo).MaxWorkers == 5);
        Assert.Equal(7, (await ClusterBench.Service<Service.ISettingsService>(silo).ReadAsync(TestContext.Current.CancellationToken)).MaxMasters);
    }

    [Fact]
    public async Task They_outlive_the_silo_of_their_grain()
    {
        await using var bench = await ClusterBench.StartAsync();
        await SetAsync(bench, new() { MaxWorkerNum = "5", MsgTo = "from@example.com:topsecret" });
        var address = await bench.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(bench.Grains.GetGrain<ISettingsGrain>(0));
        await bench.KillAsync(bench.Silos.Single(silo => silo.SiloAddress.Equals(address)));

        ClusterSettings? settings = null;
        await ClusterBench.UntilAsync(async () =>
        {
            try
            {
                settings = await bench.Settings.ReadAsync(TestContext.Current.CancellationToken);
                return true;
            }
            catch (Exception exception) when (exception is OrleansException or TimeoutException)
            {
                return false;
            }
        });

        Assert.Equal((5, "from@example.com"), (settings!.MaxWorkers, settings.MailSender));
    }

    [Fact]
    public async Task An_unknown_machine_or_a_wrong_number_changes_nothing()
    {
        await using var bench = await ClusterBench.StartAsync(1);

        var wrong = await bench.Settings.SetAsync(new() { MaxMasterNum = "3", MaxWorkerNum = "0", Machine = "nowhere" }, TestContext.Current.CancellationToken);
        var unknown = await bench.Settings.SetAsync(
            new() { MaxMasterNum = "3", MaxWorkerNum = "2", Machine = "nowhere" }, TestContext.Current.CancellationToken);

        Assert.Equal((ExitCode.Usage, 2), (wrong.Code, wrong.Errors.Count));
        Assert.Equal((ExitCode.NotAllowed, 1), (unknown.Code, unknown.Errors.Count));
        Assert.Equal(0, (await bench.Settings.ReadAsync(TestContext.Current.CancellationToken)).Version);
    }

    [Fact]
    public async Task The_password_is_sealed_in_the_database()
    {
        await using var bench = await ClusterBench.StartAsync(1);

        await SetAsync(bench, new() { MsgFrom = "from@example.com:topsecret" });

        Assert.NotNull((await bench.Settings.ReadAsync(TestContext.Current.CancellationToken)).SealedMailPassword);
        Assert.True(bench.DatabaseHolds("from@example.com"u8));
        Assert.False(bench.DatabaseHolds("topsecret"u8));
    }

    private static async Task SetAsync(ClusterBench bench, SetRequest request)
    {
        var answer = await bench.Settings.SetAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.Code == ExitCode.Done, answer.Message + string.Concat(answer.Errors.Select(problem => $" {problem.Key}: {problem.Message}")));
    }
}

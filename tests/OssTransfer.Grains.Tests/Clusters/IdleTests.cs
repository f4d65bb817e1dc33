using System.Diagnostics;
using OssTransfer.Grains.Settings;

namespace OssTransfer.Grains.Tests.Clusters;

/// <summary>Many workers without work.</summary>
public sealed class IdleTests
{
    [Fact]
    public async Task A_silo_that_is_alone_is_told_of_work_and_asks_nobody_meanwhile()
    {
        await using var bench = await ClusterBench.StartAsync(1, options => options with { IsAlone = true, SignalWait = TimeSpan.FromHours(1) });
        await ClusterBench.UntilAsync(() => bench.Calls.ToDirectory >= 2);
        bench.Fill("told", 3);

        await bench.AddAsync("told");

        Assert.Equal("done", (await bench.EndAsync("told")).State);
    }

    [Fact]
    public async Task A_silo_that_is_alone_is_told_of_settings_and_asks_nobody_meanwhile()
    {
        await using var bench = await ClusterBench.StartAsync(1, options => options with { IsAlone = true, SignalWait = TimeSpan.FromHours(1) });
        var limits = ClusterBench.Service<SiloLimits>(bench.Silos[0]);
        await ClusterBench.UntilAsync(() => limits.Known is not null);

        await bench.Settings.SetAsync(new() { MaxWorkerNum = "7" }, TestContext.Current.CancellationToken);

        await ClusterBench.UntilAsync(() => limits.MaxWorkers == 7);
    }

    [Fact]
    public async Task A_silo_asks_as_often_as_one_worker_would_and_all_take_part_when_there_is_work()
    {
        await using var bench = await ClusterBench.StartAsync(2, options => options with { MaxWorkers = 16 });
        bench.Fill("late", 640);
        bench.Slow("late/", TimeSpan.FromSeconds(2));

        // Once a quarter of a second each, when nothing was found for a while.
        var (before, watch) = (bench.Calls.ToDirectory, Stopwatch.StartNew());
        await ClusterBench.UntilAsync(() => bench.Calls.ToDirectory >= before + 16);
        var perSecond = 16 / watch.Elapsed.TotalSeconds;
        Assert.True(perSecond < 10, $"Two silos asked {perSecond:0} times a second.");

        await bench.AddAsync("late");
        await ClusterBench.UntilAsync(() => bench.Held("late") == 32);
        bench.Server.Faults.Clear();
        Assert.Equal("done", (await bench.EndAsync("late")).State);
    }

    [Fact]
    public async Task Fewer_shards_than_one_silo_has_workers_are_shared_by_all()
    {
        await using var bench = await ClusterBench.StartAsync(3, options => options with { MaxWorkers = 16, ShardObjects = 1 });
        bench.Fill("few", 9);
        bench.Slow("few/", TimeSpan.FromSeconds(5));

        await bench.AddAsync("few");
        await ClusterBench.UntilAsync(() => bench.Held("few") == 9);

        Assert.All(bench.Silos, silo => Assert.InRange(ClusterBench.Held(silo, "few"), 2, 4));
        bench.Server.Faults.Clear();
        Assert.Equal("done", (await bench.EndAsync("few")).State);
    }

    [Fact]
    public async Task Tiny_shards_go_through_fast()
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("OSSTRANSFER_BENCH") is not null,
            "Set OSSTRANSFER_BENCH to measure how many shards of one object a silo gets through.");
        await using var bench = await ClusterBench.StartAsync(1, options => options with { MaxWorkers = 16, ShardObjects = 1 });
        bench.Fill("tiny", 2000);
        using var process = Process.GetCurrentProcess();
        var (cpu, watch) = (process.TotalProcessorTime, Stopwatch.StartNew());
        await bench.AddAsync("tiny");
        Assert.Equal("done", (await bench.EndAsync("tiny")).State);
        var perSecond = 2000 / watch.Elapsed.TotalSeconds;
        process.Refresh();
        cpu = process.TotalProcessorTime - cpu;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"2000 shards in {watch.Elapsed.TotalSeconds:0.0} s: {perSecond:0} per second, with {cpu.TotalSeconds:0.0} s of CPU.");
        Assert.True(perSecond >= 200, $"{perSecond:0} shards per second.");
    }
}

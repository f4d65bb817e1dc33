
namespace OssTransfer.Grains.Tests.Clusters;

/// <summary>Jobs over several silos: who has a master, who waits, and what goes on when a silo goes.</summary>
public sealed class MasterTests
{
    [Fact]
    public async Task Silos_share_a_job()
    {
        await using var bench = await ClusterBench.StartAsync();
        bench.Fill("shared", 600);
        bench.Slow("shared/", TimeSpan.FromMilliseconds(100));
        await bench.AddAsync("shared");

        await ClusterBench.UntilAsync(() => bench.Silos.All(silo => ClusterBench.Held(silo, "shared") == 2));
        bench.Server.Faults.Clear();
        var report = await bench.EndAsync("shared");

        Assert.Equal(("done", 600L, 600L), (report.State, report.Objects.Transferred, report.Objects.CopiedInside));
        Assert.Equal(600, bench.Server.Buckets["target"].Count);
    }

    [Fact]
    public async Task A_small_job_is_not_stuck_behind_a_huge_one()
    {
        await using var bench = await ClusterBench.StartAsync();
        bench.Fill("huge", 2000);
        bench.Fill("small", 30);
        bench.Slow("huge/", TimeSpan.FromMilliseconds(500));
        await bench.AddAsync("huge");
        await ClusterBench.UntilAsync(() => bench.Held("huge") == 6);

        await bench.AddAsync("small");
        var small = await bench.EndAsync("small");
        var huge = await bench.UntilAsync("huge", _ => true);

        Assert.Equal(("done", "running"), (small.State, huge.State));
    }

    [Fact]
    public async Task Running_jobs_have_half_of_the_workers_each()
    {
        await using var bench = await ClusterBench.StartAsync();
        bench.Fill("one", 1000);
        bench.Fill("two", 1000);
        bench.Slow("one/", TimeSpan.FromMilliseconds(300));
        bench.Slow("two/", TimeSpan.FromMilliseconds(300));
        await bench.AddAsync("one");
        await bench.AddAsync("two");

        // Each silo's two workers take one shard of each.
        await ClusterBench.UntilAsync(() => bench.Silos.All(silo => (ClusterBench.Held(silo, "one"), ClusterBench.Held(silo, "two")) == (1, 1)));
    }

    [Fact]
    public async Task Jobs_without_a_master_wait_in_their_order_and_follow_a_limit_that_is_set()
    {
        await using var bench = await ClusterBench.StartAsync();
        await bench.Settings.SetAsync(new() { MaxMasterNum = "1" }, TestContext.Current.CancellationToken);
        await ClusterBench.UntilAsync(() => bench.Silos.All(silo => ClusterBench.Service<Grains.Settings.SiloLimits>(silo).Settings.MaxMasters == 1));
        foreach (var id in (string[])["a", "b", "c"])
        {
            bench.Fill(id, 100);
            bench.Slow(id + "/", TimeSpan.FromSeconds(30));
            await bench.AddAsync(id);
        }

        await bench.UntilAsync("a", report => report.State == "running");
        await bench.UntilAsync("b", report => report is { State: "ready", Reason: "waits for its turn, place 1" });
        await bench.UntilAsync("c", report => report is { State: "ready", Reason: "waits for its turn, place 2" });

        await bench.Settings.SetAsync(new() { MaxMasterNum = "2" }, TestContext.Current.CancellationToken);
        await bench.UntilAsync("b", report => report.State == "running");
        await bench.UntilAsync("c", report => report is { State: "ready", Reason: "waits for its turn, place 1" });

        // With a lower limit those that run go on, and the next one starts when fewer run than that.
        await bench.Settings.SetAsync(new() { MaxMasterNum = "1" }, TestContext.Current.CancellationToken);
        await ClusterBench.UntilAsync(() => bench.Silos.All(silo => ClusterBench.Service<Grains.Settings.SiloLimits>(silo).Settings.Version == 3));
        Assert.Equal("running", (await bench.UntilAsync("b", _ => true)).State);
        await bench.CommandAsync("a", "pause");
        await bench.UntilAsync("a", report => report.State == "paused");
        await bench.UntilAsync("c", report => report is { State: "ready", Reason: "waits for its turn, place 1" });
        await bench.CommandAsync("b", "pause");
        await bench.UntilAsync("c", report => report.State == "running");

        await bench.UntilAsync("b", report => report.State == "paused");
        bench.Server.Faults.Clear();
        await bench.CommandAsync("a", "continue");
        await bench.CommandAsync("b", "continue");
        foreach (var id in (string[])["a", "b", "c"])
        {
            Assert.Equal("done", (await bench.EndAsync(id)).State);
        }
    }

    [Fact]
    public async Task A_job_that_waits_for_its_turn_can_be_removed()
    {
        await using var bench = await ClusterBench.StartAsync(2, options => options with { MaxMasters = 1 });
        bench.Fill("first", 50);
        bench.Fill("second", 50);
        bench.Slow("first/", TimeSpan.FromSeconds(30));
        bench.Slow("second/", TimeSpan.FromSeconds(30));
        await bench.AddAsync("second");
        await ClusterBench.UntilAsync(() => bench.Held("second") > 1);
        await bench.CommandAsync("second", "pause");
        await bench.UntilAsync("second", report => report.State == "paused");
        await bench.AddAsync("first");
        await bench.UntilAsync("first", report => report.State == "running");
        await bench.CommandAsync("second", "continue");
        await bench.UntilAsync("second", report => report is { State: "ready", Reason: "waits for its turn, place 1" });

        await bench.CommandAsync("second", "rm");

        await ClusterBench.UntilAsync(async () => await bench.Jobs.StatusAsync("second", TestContext.Current.CancellationToken) is null);
        Assert.Equal("running", (await bench.UntilAsync("first", _ => true)).State);
    }

    [Fact]
    public async Task A_job_goes_on_when_the_silo_of_its_master_is_killed()
    {
        await using var bench = await ClusterBench.StartAsync();
        bench.Fill("orphan", 400);
        bench.Slow("orphan/", TimeSpan.FromMilliseconds(300));
        await bench.AddAsync("orphan");
        await ClusterBench.UntilAsync(() => bench.Held("orphan") == 6);

        await bench.KillAsync(await bench.MasterOfAsync("orphan"));
        bench.Server.Faults.Clear();
        var report = await bench.EndAsync("orphan");

        // What was written after the last outcome that was stored is found equal by the next attempt.
        Assert.Equal(("done", 400L), (report.State, report.Objects.Transferred + report.Objects.Skipped));
        Assert.Equal(400, bench.Server.Buckets["target"].Count);
    }

    [Fact]
    public async Task A_silo_that_stops_hands_its_shards_over_at_once()
    {
        // Who waited for a lease to run out would wait longer than this test does.
        await using var bench = await ClusterBench.StartAsync(
            3, options => options with { MaxWorkers = 4, ObjectsInFlight = 120, Lease = TimeSpan.FromMinutes(10) });
        bench.Fill("moving", 120);
        bench.Slow("moving/", TimeSpan.FromMinutes(5));
        await bench.AddAsync("moving");
        await ClusterBench.UntilAsync(() => bench.Held("moving") == 6 && bench.Server.Faults.Hits == 120);
        var master = await bench.MasterOfAsync("moving");
        var leaving = bench.Silos.Where(silo => silo != master).MaxBy(silo => ClusterBench.Held(silo, "moving"))!;
        var handedOver = ClusterBench.Held(leaving, "moving") * 20;

        // What is under way stays slow, what is begun from now on is not.
        bench.Server.Faults.Clear();
        await bench.StopAsync(leaving);
        await ClusterBench.UntilAsync(() => bench.Server.Buckets["target"].Count == handedOver);

        Assert.True(handedOver > 0);
    }
}

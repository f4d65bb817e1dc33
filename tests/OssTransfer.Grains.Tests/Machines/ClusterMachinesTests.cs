using System.Text.Json;
using OssTransfer.Grains.Machines;
using OssTransfer.Jobs.Machines;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Grains.Tests.Machines;

public sealed class ClusterMachinesTests
{
    [Fact]
    public async Task Every_silo_shows_all_silos()
    {
        await using var cluster = await MachineCluster.StartAsync(3);

        for (var silo = 0; silo < 3; silo++)
        {
            var machines = await cluster.Jobs(silo).MachinesAsync(TestContext.Current.CancellationToken);

            Assert.Equal(["Silo_0", "Silo_1", "Silo_2"], machines.Select(machine => machine.Name).Order(StringComparer.Ordinal));
            Assert.All(machines, machine =>
            {
                Assert.Equal((MachineReports.Alive, true, false), (machine.State, machine.Alive, machine.IsDraining));
                Assert.Equal((2, 0), (machine.Workers, machine.WorkersBusy));
                Assert.NotEmpty(machine.Version);
                Assert.True(machine.MemoryBytes > 0);
            });
            Assert.Equal(
                cluster.Silos.Select(handle => handle.SiloAddress.Endpoint.ToString()).Order(StringComparer.Ordinal),
                machines.Select(machine => machine.Address).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Killed_silo_is_shown_dead_with_its_last_sign_of_life(int silo)
    {
        await using var cluster = await MachineCluster.StartAsync(3);
        var name = $"Silo_{silo}";
        await cluster.UntilAsync(0, machines => machines.Count == 3);

        var before = DateTimeOffset.UtcNow;
        await cluster.KillAsync(silo);
        var machines = await cluster.UntilAsync(0, machines => machines.Any(machine => machine.Name == name && machine.State == MachineReports.Dead));

        var dead = machines.Single(machine => machine.Name == name);
        Assert.False(dead.Alive);
        Assert.InRange(dead.LastSeen!.Value, before - TimeSpan.FromSeconds(5), DateTimeOffset.UtcNow);
        Assert.NotNull(dead.Since);
        Assert.Equal(2, machines.Count(machine => machine.State == MachineReports.Alive));
    }

    [Fact]
    public async Task Silo_that_leaves_is_shown_stopped_and_one_that_comes_is_shown()
    {
        await using var cluster = await MachineCluster.StartAsync(2);
        await cluster.StopAsync(1);
        var left = await cluster.UntilAsync(0, machines => machines.Any(machine => machine.State == MachineReports.Stopped));

        var handle = await cluster.AddAsync();
        var come = await cluster.UntilAsync(0, machines => machines.Any(machine => machine.Address == handle.SiloAddress.Endpoint.ToString()));

        Assert.Equal([("Silo_0", MachineReports.Alive), ("Silo_1", MachineReports.Stopped)], left.Select(machine => (machine.Name, machine.State)));
        Assert.Equal(
            (handle.Name, MachineReports.Alive), come.Where(machine => machine.Name == handle.Name).Select(machine => (machine.Name, machine.State)).Single());
    }

    [Fact]
    public async Task Hanging_directory_does_not_hang_who_asks_for_machines()
    {
        await using var cluster = await MachineCluster.StartAsync(2);
        await cluster.UntilAsync(0, machines => machines.Count == 2);
        await cluster.UntilAsync(1, machines => machines.Count == 2);
        await cluster.HeardAsync(1, 2);

        cluster.HangDirectory();
        var machines = await cluster.Jobs(1)
            .MachinesAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal([("Silo_0", MachineReports.Alive), ("Silo_1", MachineReports.Alive)], machines.Select(machine => (machine.Name, machine.State)));
    }

    [Fact]
    public async Task Second_living_silo_of_a_name_is_refused()
    {
        await using var cluster = await MachineCluster.StartAsync(2);
        var grains = cluster.Service<IGrainFactory>(0);
        var second = cluster.Service<ThisMachine>(1).Beat();
        var report = JsonSerializer.Deserialize<MachineReport>(second.Report)! with { Name = "Silo_0" };

        var answer = await grains.GetGrain<IMachineRegistryGrain>(0).AnnounceAsync(second with { Report = JsonSerializer.SerializeToUtf8Bytes(report) });

        Assert.False(answer.IsKnown);
        Assert.Contains("has the name 'Silo_0' already; start this one with another --name", answer.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_of_machines_drains_who_is_not_named_and_shows_who_is_missing()
    {
        await using var cluster = await MachineCluster.StartAsync(2);

        await File.WriteAllTextAsync(
            Path.Combine(cluster.Home("Silo_0"), "machines_ip.cfg"), "Silo_1\n192.0.2.77 # not there\n", TestContext.Current.CancellationToken);
        var machines = await cluster.UntilAsync(1, machines => machines.Count == 3 && machines[0].IsDraining);
        var drained = cluster.Service<ThisMachine>(0).TakesWork;

        // The one that was written last holds, until another one changes.
        var later = Path.Combine(cluster.Home("later"), "machines_ip.cfg");
        await File.WriteAllTextAsync(later, "Silo_0\n192.0.2.78\n", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(later, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(10));
        File.Move(later, Path.Combine(cluster.Home("Silo_1"), "machines_ip.cfg"));
        await cluster.UntilAsync(0, machines => machines is [_, { IsDraining: true }, { Name: "192.0.2.78" }]);
        File.Delete(Path.Combine(cluster.Home("Silo_0"), "machines_ip.cfg"));
        await cluster.UntilAsync(1, machines => machines.Count == 2 && !machines[0].IsDraining);

        Assert.Equal([("Silo_0", true), ("Silo_1", false), ("192.0.2.77", false)], machines.Select(machine => (machine.Name, machine.IsDraining)));
        Assert.Equal(MachineReports.NotStarted, machines[2].State);
        Assert.False(drained);
        Assert.True(cluster.Service<ThisMachine>(0).TakesWork);
    }

    [Fact]
    public async Task List_with_errors_changes_nothing_and_says_so()
    {
        await using var cluster = await MachineCluster.StartAsync(1);
        var file = Path.Combine(cluster.Home("Silo_0"), "machines_ip.cfg");
        await File.WriteAllTextAsync(file, "Silo_0\n192.0.2.77\n", TestContext.Current.CancellationToken);
        await cluster.UntilAsync(0, machines => machines.Count == 2);

        // In one piece: who reads it while it is written would find an empty list in between.
        await File.WriteAllTextAsync(file + ".new", "Silo_0\n10.0.0.1:22\nno host\n", TestContext.Current.CancellationToken);
        File.Move(file + ".new", file, overwrite: true);
        var machines = await cluster.UntilAsync(0, machines => machines[0].Note is not null);

        Assert.Equal(2, machines.Count);
        Assert.Contains(
            "line 2: '10.0.0.1:22' is neither an IP address nor a host name (without port, mask or scheme); line 3: one machine a line; the list from before still holds",
            machines[0].Note,
            StringComparison.Ordinal);
    }
}

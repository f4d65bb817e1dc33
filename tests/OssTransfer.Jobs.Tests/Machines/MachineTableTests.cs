using OssTransfer.Jobs.Machines;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Jobs.Tests.Machines;

public sealed class MachineTableTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly Dictionary<string, SiloLife> _lives = [];

    [Fact]
    public void Name_of_a_living_silo_at_another_address_is_refused()
    {
        var state = Announce(MachinesState.Empty, "node", "10.0.0.1:1", 1);

        var refusal = MachineTable.Refusal(state, Report("NODE", "10.0.0.2:1"), "10.0.0.2:1@2", Life);

        Assert.Equal("A living silo of this cluster at 10.0.0.1:1 has the name 'node' already; start this one with another --name", refusal);
    }

    [Theory]
    [InlineData("10.0.0.2:1", SiloLife.Dead)]
    [InlineData("10.0.0.2:1", SiloLife.Unknown)]
    [InlineData("10.0.0.1:1", SiloLife.Living)]
    public void Silo_that_was_started_again_takes_its_place_over(string address, SiloLife before)
    {
        var state = Announce(MachinesState.Empty, "node", "10.0.0.1:1", 1);
        _lives["10.0.0.1:1@1"] = before;

        Assert.Null(MachineTable.Refusal(state, Report("node", address), address + "@2", Life));
        var next = Announce(state, "node", address, 2);

        Assert.Equal(address + "@2", Assert.Single(next.Machines).Process);
        Assert.Null(MachineTable.Beat(next, Report("node", "10.0.0.1:1"), "10.0.0.1:1@1", Now));
    }

    [Fact]
    public void Machine_is_shown_as_it_is()
    {
        var state = MachinesState.Empty;
        foreach (var name in (string[])["alive", "silent", "stopping", "stopped", "dead", "lost", "fresh"])
        {
            state = Announce(state, name, name, 1);
        }

        state = MachineTable.Leave(state, "stopped", "stopped@1", Now.AddSeconds(1));
        (_lives["stopping@1"], _lives["stopped@1"], _lives["dead@1"], _lives["lost@1"], _lives["fresh@1"]) =
            (SiloLife.Leaving, SiloLife.Dead, SiloLife.Dead, SiloLife.Unknown, SiloLife.Unknown);
        var later = Now.AddSeconds(40);
        foreach (var name in (string[])["alive", "stopping", "fresh"])
        {
            state = MachineTable.Beat(state, Report(name, name), name + "@1", later)!;
        }

        state = state with { List = new() { Entries = ["absent", "127.0.0.1"] } };
        var shown = MachineReports.Of(MachineTable.Observe(state, Life, later), Life, later).ToDictionary(machine => machine.Name);

        Assert.Equal(
            [
                ("absent", "not started", false),
                ("alive", "alive", true),
                ("dead", "dead", false),
                ("fresh", "alive", true),
                ("lost", "dead", false),
                ("silent", "silent", true),
                ("stopped", "stopped", false),
                ("stopping", "stopping", true),
            ],
            shown.Values.Select(machine => (machine.Name, machine.State, machine.Alive)).Order());
        Assert.Equal((Now.AddSeconds(1), Now.AddSeconds(1)), (shown["stopped"].LastSeen, shown["stopped"].Since));
        Assert.Equal((Now, later), (shown["dead"].LastSeen, shown["dead"].Since));
        Assert.Null(shown["absent"].LastSeen);
    }

    [Fact]
    public void What_others_heard_of_a_machine_counts_after_the_directory_was_lost()
    {
        var state = Announce(MachinesState.Empty, "node", "node", 1);

        var sighted = MachineTable.Sighted(state, "node@1", Now.AddSeconds(50));

        Assert.Equal(Now.AddSeconds(50), sighted.Find("node")!.LastSeen);
        Assert.Same(sighted, MachineTable.Sighted(sighted, "node@1", Now));
        Assert.Same(sighted, MachineTable.Sighted(sighted, "node@2", Now.AddDays(1)));
    }

    [Fact]
    public void Machine_that_is_gone_for_long_is_forgotten()
    {
        var state = MachineTable.Leave(Announce(Announce(MachinesState.Empty, "gone", "gone", 1), "node", "node", 1), "gone", "gone@1", Now);

        Assert.Same(state, MachineTable.Observe(state, Life, Now + MachineTable.Memory - TimeSpan.FromSeconds(1)));
        Assert.Equal(["node"], MachineTable.Observe(state, Life, Now + MachineTable.Memory).Machines.Select(machine => machine.Name));
    }

    [Fact]
    public void Stored_form_of_version_1_is_read()
    {
        var state = MachinesState.Decode(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Machines", "machines-v1.json")));

        var machine = Assert.Single(state.Machines);
        Assert.Equal(("node-1", "10.0.0.1:11111@7", true), (machine.Name, machine.Process, machine.LeftInOrder));
        Assert.Equal(4, machine.Report.Workers);
        Assert.Equal(["10.0.0.1"], machine.Report.Listed);
        Assert.Equal(["10.0.0.1", "node-2"], state.List.Entries);
        Assert.Equal("node-1", state.List.ChangedBy);
        Assert.Equal("ab12", state.List.Seen["node-1"]);
        Assert.Equal(MachinesState.Encode(state), MachinesState.Encode(MachinesState.Decode(MachinesState.Encode(state))));
    }

    [Fact]
    public void Stored_form_of_a_newer_version_is_refused() =>
        Assert.Throws<InvalidDataException>(() => MachinesState.Decode("""{"Version":2}"""u8));

    [Fact]
    public void What_a_newer_program_has_added_outlives_a_change_by_this_one()
    {
        var stored = """{"Version":1,"Machines":[{"Silo":"a@1","Report":{"Name":"a","Address":"a","Version":"2","State":"alive"},"Rack":"r1"}],"Quota":3}"""u8;

        var changed = MachineTable.Leave(MachinesState.Decode(stored), "a", "a@1", Now);

        var again = System.Text.Encoding.UTF8.GetString(MachinesState.Encode(changed));
        Assert.Contains("\"Rack\":\"r1\"", again, StringComparison.Ordinal);
        Assert.Contains("\"Quota\":3", again, StringComparison.Ordinal);
        Assert.NotNull(changed.Machines[0].LeftAt);
    }

    private static MachinesState Announce(MachinesState state, string name, string address, int generation) =>
        MachineTable.Announce(state, Report(name, address), $"{address}@{generation}", Now);

    private static MachineReport Report(string name, string address) => new() { Name = name, Address = address, Version = "1", Workers = 2 };

    private SiloLife Life(string silo) => _lives.GetValueOrDefault(silo, SiloLife.Living);
}

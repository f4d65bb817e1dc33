using OssTransfer.Jobs.Reports;

namespace OssTransfer.Jobs.Machines;

/// <summary>What becomes of the cluster's memory of its machines when one comes, reports, leaves or dies. Every call may be repeated.</summary>
public static class MachineTable
{
    /// <summary>A machine that is gone for so long is forgotten.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(7);

    /// <summary>A process that membership doesn't know is taken for dead after so long without a sign.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private const int MaxMachines = 1000;

    /// <summary>
    /// Why a silo may not have its name: another one that lives has it at another address. Null: it may. A process that was started again takes its place over.
    /// </summary>
    public static string? Refusal(MachinesState state, MachineReport report, string process, Func<string, SiloLife> lifeOf)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(lifeOf);
        return state.Find(report.Name) is { LeftAt: null } other && other.Process != process && other.Report.Address != report.Address
            && lifeOf(other.Process) is SiloLife.Living or SiloLife.Leaving
            ? $"A living silo of this cluster at {other.Report.Address} has the name '{other.Name}' already; start this one with another --name"
            : null;
    }

    /// <summary>A machine comes. Call only where <see cref="Refusal"/> says null.</summary>
    public static MachinesState Announce(MachinesState state, MachineReport report, string process, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(report);
        var record = new MachineRecord { Process = process, Report = report, LastSeen = now };
        return state.Find(report.Name) is { } known
            ? Replace(state, known, record)
            : state with { Machines = [.. state.Machines, record] };
    }

    /// <summary>A machine reports. Null: its process is not the one that has the name, it must announce itself.</summary>
    public static MachinesState? Beat(MachinesState state, MachineReport report, string process, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(report);
        return state.Find(report.Name) is { } known && known.Process == process
            ? Replace(state, known, known with { Report = report, LastSeen = now, LeftAt = null, LeftInOrder = false })
            : null;
    }

    /// <summary>A machine leaves in good order.</summary>
    public static MachinesState Leave(MachinesState state, string name, string process, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Find(name) is { LeftAt: null } known && known.Process == process
            ? Replace(state, known, known with { LastSeen = now, LeftAt = now, LeftInOrder = true })
            : state;
    }

    /// <summary>What another one remembers of signs of life, newer than what is known here after a crash.</summary>
    public static MachinesState Sighted(MachinesState state, string process, DateTimeOffset lastSeen)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Machines.FirstOrDefault(machine => machine.Process == process) is { } known && known.LastSeen < lastSeen
            ? Replace(state, known, known with { LastSeen = lastSeen })
            : state;
    }

    /// <summary>Notes which machines are dead, and forgets those that are gone for long; the same state where nothing changed.</summary>
    public static MachinesState Observe(MachinesState state, Func<string, SiloLife> lifeOf, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(lifeOf);
        foreach (var machine in state.Machines)
        {
            if (machine.LeftAt is null && IsDead(machine, lifeOf(machine.Process), now))
            {
                state = Replace(state, machine, machine with { LeftAt = now });
            }
        }

        var kept = state.Machines.Where(machine => machine.LeftAt is not { } left || now - left < Memory).ToArray();
        return kept.Length == state.Machines.Count && kept.Length <= MaxMachines
            ? state
            : state with { Machines = [.. kept.OrderBy(machine => machine.LeftAt is not null).Take(MaxMachines)] };
    }

    internal static bool IsDead(MachineRecord machine, SiloLife life, DateTimeOffset now) =>
        life == SiloLife.Dead || (life == SiloLife.Unknown && now - machine.LastSeen > Grace);

    private static MachinesState Replace(MachinesState state, MachineRecord known, MachineRecord next) =>
        state with { Machines = [.. state.Machines.Select(machine => ReferenceEquals(machine, known) ? next : machine)] };
}

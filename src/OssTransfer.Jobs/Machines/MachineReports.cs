using OssTransfer.Jobs.Reports;

namespace OssTransfer.Jobs.Machines;

/// <summary>Makes what <c>status --machine</c> shows from what the cluster remembers and what membership says now.</summary>
public static class MachineReports
{
    /// <summary>It reports.</summary>
    public const string Alive = "alive";

    /// <summary>It is a member but has not reported lately: it hangs, or is cut off.</summary>
    public const string Silent = "silent";

    /// <summary>It leaves in good order.</summary>
    public const string Stopping = "stopping";

    /// <summary>It left in good order.</summary>
    public const string Stopped = "stopped";

    /// <summary>It was lost.</summary>
    public const string Dead = "dead";

    /// <summary><c>machines_ip.cfg</c> names it, and no machine that is known is meant.</summary>
    public const string NotStarted = "not started";

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    /// <summary>All machines by name, those not started last.</summary>
    public static IReadOnlyList<MachineReport> Of(MachinesState state, Func<string, SiloLife> lifeOf, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(lifeOf);
        var known = state.Machines.Select(machine => Of(machine, lifeOf(machine.Process), now)).OrderBy(machine => machine.Name, StringComparer.Ordinal);
        var meant = state.Machines.SelectMany(machine => machine.Report.Listed).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. known,
            .. MachineList.IsRestricting(state.List.Entries)
                ? state.List.Entries.Where(entry => !meant.Contains(entry) && !MachineList.IsLoopback(entry)).Select(entry => Absent(entry))
                : [],
        ];
    }

    private static MachineReport Of(MachineRecord machine, SiloLife life, DateTimeOffset now)
    {
        var state = machine switch
        {
            { LeftInOrder: true } => Stopped,
            { LeftAt: not null } => Dead,
            _ when MachineTable.IsDead(machine, life, now) => Dead,
            _ when life == SiloLife.Leaving => Stopping,
            _ when now - machine.LastSeen > Quiet => Silent,
            _ => Alive,
        };
        var report = machine.Report with
        {
            State = state,
            Alive = state is Alive or Stopping or Silent,
            LastSeen = machine.LastSeen,
            Since = state is Dead or Stopped ? machine.LeftAt ?? machine.LastSeen : null,
        };

        // What is gone does nothing, whatever it did when it was last heard of.
        return report.Since is null
            ? report
            : report with { WorkersBusy = 0, ObjectsPerSecond = 0, BytesPerSecond = 0, Cpu = 0, MemoryBytes = 0, IsDraining = false };
    }

    private static MachineReport Absent(string entry) => new() { Name = entry, Address = entry, Version = "", State = NotStarted };
}

using OssTransfer.Contracts;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Machines;

/// <summary>Which machines may work on a job: those that see its directories.</summary>
/// <param name="Source">Who sees the source.</param>
/// <param name="Destination">Who sees the destination.</param>
public sealed record JobMachines(MachineSet Source, MachineSet Destination)
{
    /// <summary>Not every machine may work on it.</summary>
    public bool IsBound => !Source.IsAny || !Destination.IsAny;

    /// <summary>As a configuration says; <paramref name="addedOn"/> is the adding machine, null where that is not known.</summary>
    public static JobMachines Of(JobSpec spec, string? addedOn)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new(Of(spec.Source.Disk, addedOn), Of(spec.Destination.Disk, addedOn));
    }

    /// <summary>Whether a machine may work on a shard of this kind: reports need no store, and what was left behind lies at the destination.</summary>
    public bool MayWork(ShardKind kind, string silo, string address) => kind switch
    {
        ShardKind.Report => true,
        ShardKind.Cleanup => Destination.Has(silo, address),
        _ => Source.Has(silo, address) && Destination.Has(silo, address),
    };

    /// <summary>What the job waits for as long as none of these machines can work on it; null: one can.</summary>
    /// <param name="jobId">The job's name.</param>
    /// <param name="machines">All machines, as <c>status --machine</c> shows them.</param>
    public string? Waiting(string jobId, IReadOnlyList<MachineReport> machines)
    {
        ArgumentNullException.ThrowIfNull(machines);
        if (Source.IsUnknown || Destination.IsUnknown)
        {
            return $"waits: it is not known which machine sees its directory; {Advice.Of("edit", jobId)} with {(Source.IsUnknown ? "src-machines" : "des-machines")} says so";
        }

        if (machines.Any(machine => CanWork(machine) && Source.Has(machine.Name, machine.Address) && Destination.Has(machine.Name, machine.Address)))
        {
            return null;
        }

        return Missing(Source, "reads its source", machines)
            ?? Missing(Destination, "writes its destination", machines)
            ?? "waits for a machine that both reads its source and writes its destination; none that lives does";
    }

    private static MachineSet Of(DiskSpec? disk, string? addedOn) => disk is null ? MachineSet.Any : MachineSet.Of(disk.Machines, addedOn);

    private static bool CanWork(MachineReport machine) => machine is { Alive: true, IsDraining: false };

    private static string? Missing(MachineSet set, string does, IReadOnlyList<MachineReport> machines)
    {
        if (set.IsAny || machines.Any(machine => CanWork(machine) && set.Has(machine.Name, machine.Address)))
        {
            return null;
        }

        var draining = machines.Any(machine => machine.IsDraining && set.Has(machine.Name, machine.Address));
        return $"waits for machine {string.Join(" or ", set.Names)}, which {does}{(draining ? "; it is draining, since machines_ip.cfg doesn't name it" : "; it goes on when that is back under the same name")}";
    }
}

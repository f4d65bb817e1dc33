using OssTransfer.Grains.Security;
using OssTransfer.Jobs;
using OssTransfer.Jobs.Machines;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Grains.Machines;

/// <summary>What this silo knows of itself and has last heard of the others. Nothing here waits for anybody.</summary>
internal sealed class ThisMachine(
    ILocalSiloDetails silo, SiloLoad load, SecretSealer sealer, GrainsOptions options, MachineListWatch list, PeerCertificates? certificates = null)
{
    private volatile MachinesState _heard = MachinesState.Empty;
    private volatile IReadOnlyList<string> _listed = [];
    private volatile string? _refusal;
    private volatile bool _isKnown;

    /// <summary>The silo's name.</summary>
    public string Name => options.SiloName;

    /// <summary>The silo's address with the port.</summary>
    public string Address { get; } = silo.SiloAddress.Endpoint.ToString();

    /// <summary>The silo's process, as Orleans writes it: its address and when it started. Where a shard is concerned, its holder.</summary>
    public string Process { get; } = silo.SiloAddress.ToParsableString();

    /// <summary>All machines as last heard of; empty before the first answer.</summary>
    public MachinesState Heard => _heard;

    /// <summary><c>machines_ip.cfg</c> names machines, and this one is none of them. A silo that is alone works whatever is in it.</summary>
    public bool IsDraining => !options.IsAlone && MachineList.IsRestricting(_heard.List.Entries) && _listed.Count == 0;

    /// <summary>Whether its workers may ask for work: it has its name for itself and isn't to be drained.</summary>
    public bool TakesWork => _isKnown && !IsDraining;

    /// <summary>What it says of itself now; empties the counters of <see cref="SiloLoad"/>.</summary>
    public MachineBeat Beat() => new(
        Process,
        RecordJson.Encode(Report()),
        [
            .. _heard.Machines.Where(machine => machine.LeftAt is null && machine.Process != Process)
                .Select(machine => new MachineSighting(machine.Process, machine.LastSeen)),
        ]);

    /// <summary>Takes in what the registry answered.</summary>
    public async Task ApplyAsync(MachineAnswer answer, CancellationToken cancellationToken)
    {
        var heard = MachinesState.Decode(answer.State);
        _listed = await list.MeaningAsync(heard.List.Entries, Name, silo.SiloAddress.Endpoint.Address, cancellationToken);
        (_heard, _refusal, _isKnown) = (heard, answer.Refusal, answer.IsKnown);
    }

    private MachineReport Report() => load.Take() with
    {
        Name = Name,
        Address = Address,
        Process = Process,
        IsDraining = IsDraining,
        Listed = _listed,
        SealingKeys = sealer.KeyNames,
        Certificates = certificates?.Fingerprints ?? [],
        Note = _refusal ?? list.Problem ?? AloneNote(),
    };

    private string? AloneNote() => options.IsAlone && MachineList.IsRestricting(_heard.List.Entries)
        ? "machines_ip.cfg names other machines, but this silo has a database of its own: only silos that are started with the same --cluster work together"
        : null;
}

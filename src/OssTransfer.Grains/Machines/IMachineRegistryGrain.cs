using Orleans.Concurrency;

namespace OssTransfer.Grains.Machines;

/// <summary>All machines of the cluster: when each was last heard of, and which are admitted. One for the cluster, key 0. It never calls a grain.</summary>
[Alias("osstransfer.machines")]
internal interface IMachineRegistryGrain : IGrainWithIntegerKey
{
    /// <summary>A silo has come up. Refused where another living one has its name.</summary>
    [Alias("announce")]
    Task<MachineAnswer> AnnounceAsync(MachineBeat beat);

    /// <summary>A silo lives. Not known where its process is not the one that announced itself last under its name.</summary>
    [Alias("beat")]
    Task<MachineAnswer> BeatAsync(MachineBeat beat);

    /// <summary>A silo leaves in good order.</summary>
    [Alias("leave")]
    Task LeaveAsync(string name, string process);

    /// <summary>A silo has looked at its home's <c>machines_ip.cfg</c>.</summary>
    [Alias("import")]
    Task<MachineAnswer> ImportAsync(MachineListFile file);

    /// <summary>The stored form of all that is known (<c>MachinesState</c>). Interleaves: what it reads is replaced as a whole.</summary>
    [Alias("read"), AlwaysInterleave]
    Task<byte[]> ReadAsync(CancellationToken cancellationToken);
}

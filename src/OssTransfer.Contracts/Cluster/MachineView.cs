namespace OssTransfer.Contracts.Cluster;

/// <summary>One silo in <c>status --machine --json</c>.</summary>
public sealed record MachineView
{
    /// <summary>The silo's name.</summary>
    public required string Name { get; init; }

    /// <summary>Address of the silo's port.</summary>
    public required string Address { get; init; }

    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>alive, silent (a member that doesn't report), stopping, stopped, dead, or not started (only <c>machines_ip.cfg</c> names it).</summary>
    public string State { get; init; } = "";

    /// <summary>It is a member of the cluster.</summary>
    public bool Alive { get; init; }

    /// <summary>When it last gave a sign of life; null: never.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>Since when it isn't alive; null where it is, or never was.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>It takes no new work: <c>machines_ip.cfg</c> names others.</summary>
    public bool Draining { get; init; }

    /// <summary>What is not in order there; null where all is.</summary>
    public string? Note { get; init; }

    /// <summary>Workers with a shard.</summary>
    public int WorkersBusy { get; init; }

    /// <summary>All workers.</summary>
    public int Workers { get; init; }

    /// <summary>Bytes read per second, lately.</summary>
    public long BytesPerSecond { get; init; }

    /// <summary>Objects per second, lately.</summary>
    public double ObjectsPerSecond { get; init; }

    /// <summary>Processor use, 1.0 for one core.</summary>
    public double Cpu { get; init; }

    /// <summary>Resident memory in bytes.</summary>
    public long MemoryBytes { get; init; }
}

using System.Text.Json.Serialization;

namespace OssTransfer.Jobs.Reports;

/// <summary>What <c>status --machine</c> shows of one silo.</summary>
public sealed record MachineReport
{
    /// <summary>The silo's name.</summary>
    public required string Name { get; init; }

    /// <summary>Address of the silo's port.</summary>
    public required string Address { get; init; }

    /// <summary>The silo's process, for those who ask it something; not for users.</summary>
    [JsonPropertyName("Silo")]
    public string Process { get; init => field = value ?? ""; } = "";

    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>alive, silent, stopping, stopped, dead or not started.</summary>
    public string State { get; init => field = value ?? ""; } = "";

    /// <summary>It is a member of the cluster.</summary>
    public bool Alive { get; init; }

    /// <summary>When it last gave a sign of life; null: never.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>Since when it isn't alive; null where it is, or never was.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>It takes no new work: <c>machines_ip.cfg</c> doesn't name it.</summary>
    public bool IsDraining { get; init; }

    /// <summary>The lines of <c>machines_ip.cfg</c> that mean this machine, as the machine itself finds.</summary>
    public IReadOnlyList<string> Listed { get; init => field = value ?? []; } = [];

    /// <summary>What is not in order there and what to do; null where there is nothing to say.</summary>
    public string? Note { get; init; }

    /// <summary>The names of the keys that open secrets there; the one that seals is the first.</summary>
    public IReadOnlyList<string> SealingKeys { get; init => field = value ?? []; } = [];

    /// <summary>The fingerprints of the certificates that it takes from other silos; the one that it shows is the first.</summary>
    public IReadOnlyList<string> Certificates { get; init => field = value ?? []; } = [];

    /// <summary>Workers with a shard.</summary>
    public int WorkersBusy { get; init; }

    /// <summary>All workers.</summary>
    public int Workers { get; init; }

    /// <summary>Bytes read per second, lately.</summary>
    public double BytesPerSecond { get; init; }

    /// <summary>Objects per second, lately.</summary>
    public double ObjectsPerSecond { get; init; }

    /// <summary>Processor use, 1.0 for one core.</summary>
    public double Cpu { get; init; }

    /// <summary>Resident memory in bytes.</summary>
    public long MemoryBytes { get; init; }
}

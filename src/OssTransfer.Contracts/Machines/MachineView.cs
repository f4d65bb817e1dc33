namespace OssTransfer.Contracts.Machines;

/// <summary>One silo in <c>status --machine --json</c>.</summary>
public sealed record MachineView
{
    /// <summary>The silo's name.</summary>
    public required string Name { get; init; }

    /// <summary>Address of the silo's port.</summary>
    public required string Address { get; init; }

    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>Reported lately.</summary>
    public bool Alive { get; init; }

    /// <summary>When it last reported.</summary>
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>Workers with a shard.</summary>
    public int WorkersBusy { get; init; }

    /// <summary>All workers.</summary>
    public int Workers { get; init; }

    /// <summary>Bytes read a second, lately.</summary>
    public long BytesPerSecond { get; init; }

    /// <summary>Objects a second, lately.</summary>
    public double ObjectsPerSecond { get; init; }

    /// <summary>Processor use, 1.0 for one core.</summary>
    public double Cpu { get; init; }

    /// <summary>Resident memory in bytes.</summary>
    public long MemoryBytes { get; init; }
}

namespace OssTransfer.Grains;

/// <summary>What the grains' services of one silo need to know.</summary>
public sealed record GrainsOptions
{
    /// <summary>The silo's name, unique in its cluster and the same after a restart.</summary>
    public required string SiloName { get; init; }

    /// <summary>Shards that this silo works on at once, 1 to 1000.</summary>
    public required int MaxWorkers { get; init; }

    /// <summary>Jobs that run at once, over all silos, 1 to 1000.</summary>
    public required int MaxMasters { get; init; }

    /// <summary>Bytes of object bodies in this silo's memory at most.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Where reports lie, a directory a job.</summary>
    public required string JobsPath { get; init; }
}

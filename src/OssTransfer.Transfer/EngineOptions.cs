namespace OssTransfer.Transfer;

/// <summary>What one silo's engine may use, over all jobs.</summary>
public sealed record EngineOptions
{
    /// <summary>Bytes of bodies in memory at most. Default 128 MiB, which keeps the process under 300 MB.</summary>
    public long MemoryBytes { get; init; } = 128L << 20;

    /// <summary>Objects of one request that are moved at the same time. Default 64.</summary>
    public int ObjectsInFlight { get; init; } = 64;

    /// <summary>Parts of large objects that are moved at the same time; memory usually ends it earlier. Default 32.</summary>
    public int PartsInFlight { get; init; } = 32;
}

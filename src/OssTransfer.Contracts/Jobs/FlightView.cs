namespace OssTransfer.Contracts.Jobs;

/// <summary>An object that is being moved at this moment.</summary>
public sealed record FlightView
{
    /// <summary>The whole key at the source; bytes that are not UTF-8 show as U+FFFD.</summary>
    public required string Key { get; init; }

    /// <summary>The key's bytes in Base64; null where <see cref="Key"/> says them exactly.</summary>
    public string? KeyBase64 { get; init; }

    /// <summary>Bytes as listed; null where unknown.</summary>
    public long? Size { get; init; }

    /// <summary>Bytes that have moved.</summary>
    public long Moved { get; init; }

    /// <summary>Bytes per second since the work on it began.</summary>
    public long BytesPerSecond { get; init; }

    /// <summary>Seconds since then.</summary>
    public long Seconds { get; init; }
}

namespace OssTransfer.Contracts.Probes;

/// <summary>What is known of a store's limits without asking it.</summary>
public sealed record ProbeLimits
{
    /// <summary>Bytes of a key.</summary>
    public int KeyBytes { get; init; }

    /// <summary>Bytes of one object.</summary>
    public long ObjectBytes { get; init; }

    /// <summary>Bytes of one PUT.</summary>
    public long PutBytes { get; init; }

    /// <summary>It takes objects in parts.</summary>
    public bool Multipart { get; init; }

    /// <summary>Bytes of a part that is not the last.</summary>
    public long MinPartBytes { get; init; }

    /// <summary>Bytes of any part.</summary>
    public long MaxPartBytes { get; init; }

    /// <summary>Parts of one object.</summary>
    public int Parts { get; init; }

    /// <summary>Bytes of all user metadata; 0 where it keeps none.</summary>
    public int UserMetadataBytes { get; init; }

    /// <summary>PUT requests per second that the service publishes as its limit; null where it doesn't.</summary>
    public int? WritesPerSecond { get; init; }
}

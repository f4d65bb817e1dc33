namespace OssTransfer.Grains.Shards;

/// <summary>What the database holds of a shard's manifest.</summary>
[GenerateSerializer, Immutable, Alias("osstransfer.manifest-row")]
internal sealed record ManifestRow
{
    /// <summary>Which of several stored ones is the latest: it grows with the attempt at the list shard.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>The encoded manifest; empty: there is none.</summary>
    [Id(1)]
    public byte[] Payload { get; init; } = [];
}

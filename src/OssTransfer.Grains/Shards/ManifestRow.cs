namespace OssTransfer.Grains.Shards;

/// <summary>What the database holds of a shard's manifest.</summary>
[GenerateSerializer, Immutable, Alias("osstransfer.manifest-row")]
internal sealed record ManifestRow
{
    /// <summary>The attempt at the list shard that stored it.</summary>
    [Id(0)]
    public int Term { get; init; }

    /// <summary>The encoded manifest; empty: there is none.</summary>
    [Id(1)]
    public byte[] Payload { get; init; } = [];
}

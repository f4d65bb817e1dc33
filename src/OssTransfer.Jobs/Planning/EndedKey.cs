using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Planning;

/// <summary>A listed key that needs no worker.</summary>
/// <param name="Key">The key below the prefixes.</param>
/// <param name="Kind">How it ended.</param>
public readonly record struct EndedKey(ObjectKey Key, OutcomeKind Kind)
{
    /// <summary>Its line in a manifest; null where it needs none.</summary>
    public ManifestEntry? Entry { get; init; }

    /// <summary>Bytes as listed; null where unknown.</summary>
    public long? Size { get; init; }
}

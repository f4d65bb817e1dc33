using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Catalogues;

/// <summary>A record in its segment.</summary>
/// <param name="Record">What is remembered.</param>
/// <param name="Carried">The key wasn't in the listing of the run that wrote the segment (or was excluded from it): only its record is kept.</param>
public readonly record struct RememberedKey(CatalogueRecord Record, bool Carried)
{
    /// <summary>The index of its entry in the segment's manifest.</summary>
    public int Index { get; init; }
}

using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Planning;

/// <summary>A stretch of a run that is planned: a new manifest, an unchanged segment of an earlier run, or neither (only excluded keys).</summary>
/// <param name="Through">The last key of the stretch: listing goes on after it. Null only where nothing was listed at all.</param>
/// <param name="Counts">The stretch's keys.</param>
public sealed record PlannedSegment(ObjectKey? Through, ListingCounts Counts)
{
    /// <summary>The new shard's manifest; null where there is none.</summary>
    public ShardManifest? Manifest { get; init; }

    /// <summary>The earlier segment that still holds; null where there is none.</summary>
    public SegmentRef? Unchanged { get; init; }

    /// <summary>The keys that ended while listing; empty where they are not wanted (<see cref="PlanSpec.ReportsEnded"/>).</summary>
    public IReadOnlyList<EndedKey> Ended { get; init; } = [];

    /// <summary>The source's listing ended with this stretch.</summary>
    public bool IsLast { get; init; }
}

using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Storage;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Jobs.Planning;

/// <summary>What decides over keys in one run.</summary>
/// <param name="Mapping">Source key, key below the prefixes, destination key.</param>
/// <param name="Filter">Which keys take part.</param>
/// <param name="Source">Facts of the source.</param>
/// <param name="Destination">Facts of the destination.</param>
public sealed record PlanSpec(KeyMapping Mapping, ObjectFilter Filter, StoreTraits Source, StoreTraits Destination)
{
    /// <summary>Send everything that may be replaced, equal or not; compare everything, whatever is recorded.</summary>
    public bool SendAll { get; init; }

    /// <summary>A check job's: nothing is sent, both sides are compared so far. Null: what differs is sent.</summary>
    public ComparisonDepth? Depth { get; init; }

    /// <summary>An entry to compare carries what the destination's listing shows of it: for a preview, whose plan is not stored.</summary>
    public bool ReportsDestination { get; init; }

    /// <summary>When what is at the destination already counts as equal.</summary>
    public ComparePolicy Compare { get; init; }

    /// <summary>Each key that ends while listing is reported, and not only counted.</summary>
    public bool ReportsEnded { get; init; }

    /// <summary>What vanished at the source is counted, as it may be deleted.</summary>
    public bool CountsVanished { get; init; }

    /// <summary><c>redo --failed</c>: the listing holds some keys only, so a key that isn't in it is not missing.</summary>
    public bool IsPartial { get; init; }

    /// <summary>Shards with something to move that one slice of the listing plans, before it stops wherever it is. Default: as many as there are.</summary>
    public int MaxShards { get; init; } = int.MaxValue;

    /// <summary>Shards that the run has already.</summary>
    public int Planned { get; init; }

    /// <summary>Where shards end.</summary>
    public ShardLimits Limits { get; init; } = new();
}

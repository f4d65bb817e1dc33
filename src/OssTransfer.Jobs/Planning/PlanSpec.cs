using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Planning;

/// <summary>What decides over keys in one run.</summary>
/// <param name="Mapping">Source key, key below the prefixes, destination key.</param>
/// <param name="Filter">Which keys take part.</param>
/// <param name="Source">Facts of the source.</param>
/// <param name="Destination">Facts of the destination.</param>
public sealed record PlanSpec(KeyMapping Mapping, ObjectFilter Filter, StoreTraits Source, StoreTraits Destination)
{
    /// <summary><c>redo --all</c>: send everything that may be replaced, equal or not.</summary>
    public bool SendAll { get; init; }

    /// <summary><c>redo --failed</c>: the listing holds some keys only, so a key that isn't in it is not missing.</summary>
    public bool IsPartial { get; init; }

    /// <summary>Shards with something to move that one go over the listing plans, before it stops wherever it is. Default: as many as there are.</summary>
    public int MaxShards { get; init; } = int.MaxValue;

    /// <summary>Where shards end.</summary>
    public ShardLimits Limits { get; init; } = new();
}

using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Preflight;

/// <summary>What objects are checked against.</summary>
/// <param name="Mapping">The job's prefixes.</param>
/// <param name="Filter">The job's filters.</param>
/// <param name="Destination">Its limits.</param>
/// <param name="Limits">What else is known of it.</param>
public sealed record PreflightSpec(KeyMapping Mapping, ObjectFilter Filter, StoreTraits Destination, DestinationLimits Limits)
{
    /// <summary>Objects come in the order of their keys, so that their neighbours are seen on the way.</summary>
    public bool IsSorted { get; init; } = true;

    /// <summary>Bytes of a part, and the largest object that goes in one request.</summary>
    public long PartBytes { get; init; } = 16L << 20;
}

namespace OssTransfer.Jobs.Deletes;

/// <summary>The latest listing of the whole source that can be believed.</summary>
/// <param name="StartedAt">When its run started.</param>
/// <param name="AtDestination">The same by the destination's clock; null where that isn't known.</param>
public sealed record LastListing(DateTimeOffset StartedAt, DateTimeOffset? AtDestination);

namespace OssTransfer.Transfer.Outcomes;

/// <summary>What the destination holds under a key, as its listing or HEAD said.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="LastModified">By the destination's clock.</param>
/// <param name="ETag">Its validator.</param>
public sealed record DestinationObject(long Size, DateTimeOffset LastModified, string? ETag);

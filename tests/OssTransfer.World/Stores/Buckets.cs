namespace OssTransfer.World.Stores;

/// <summary>Both sides.</summary>
internal sealed record Buckets(Bucket Source, Bucket Destination, StoreFaults Faults);

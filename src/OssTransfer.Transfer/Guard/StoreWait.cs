namespace OssTransfer.Transfer.Guard;

/// <summary>A request waits for its next try.</summary>
/// <param name="Reason">Why the last one failed.</param>
/// <param name="Asked">How long the store asked to wait; null where it didn't, and longer than <paramref name="Left"/> where that was cut.</param>
/// <param name="Left">Until the next try.</param>
public sealed record StoreWait(string Reason, TimeSpan? Asked, TimeSpan Left);

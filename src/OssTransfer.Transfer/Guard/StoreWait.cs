namespace OssTransfer.Transfer.Guard;

/// <summary>A request waits for its next try, or for its answer.</summary>
/// <param name="Reason">Why the last one failed; what is waited for.</param>
/// <param name="Asked">How long the store asked to wait; null where it didn't, and longer than <paramref name="Left"/> where that was cut.</param>
/// <param name="Left">Until the next try; where <paramref name="Unanswered"/> is set, how long this stays worth showing.</param>
/// <param name="Unanswered">How long there has been no answer; null: it is the next try that is waited for.</param>
public sealed record StoreWait(string Reason, TimeSpan? Asked, TimeSpan Left, TimeSpan? Unanswered = null);

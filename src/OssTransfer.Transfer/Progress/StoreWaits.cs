namespace OssTransfer.Transfer.Progress;

/// <summary>What a store was waited for, added up over all requests.</summary>
/// <param name="Answers">Its answers, the bytes of its bodies, and next tries after failures that pass.</param>
/// <param name="Throttled">Next tries after it asked for less, and places that were taken away for that.</param>
public readonly record struct StoreWaits(TimeSpan Answers, TimeSpan Throttled);

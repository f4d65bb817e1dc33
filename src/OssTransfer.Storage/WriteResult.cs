namespace OssTransfer.Storage;

/// <summary>What the store answered to a finished write.</summary>
/// <param name="ETag">As in <see cref="ObjectEntry.ETag"/>; null where the answer has none.</param>
public sealed record WriteResult(string? ETag);

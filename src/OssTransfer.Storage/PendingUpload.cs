namespace OssTransfer.Storage;

/// <summary>A multipart upload that is neither completed nor aborted.</summary>
/// <param name="Key">The whole key.</param>
/// <param name="UploadId">The store's name of it.</param>
/// <param name="Initiated">Null where the store doesn't say.</param>
public sealed record PendingUpload(ObjectKey Key, string UploadId, DateTimeOffset? Initiated);

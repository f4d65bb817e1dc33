namespace OssTransfer.Storage;

/// <summary>An upload in parts that was started.</summary>
/// <param name="UploadId">The store's name of it.</param>
public sealed record StartedUpload(string UploadId)
{
    /// <summary>As in <see cref="ObjectInfo.HasOpaqueETag"/>, for the parts and the object that they make.</summary>
    public bool HasOpaqueETags { get; init; }
}

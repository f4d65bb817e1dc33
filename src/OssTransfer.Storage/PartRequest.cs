namespace OssTransfer.Storage;

/// <summary>One part of a multipart upload.</summary>
/// <param name="Key">The whole key.</param>
/// <param name="UploadId">From <see cref="IMultipartWriter.InitiateAsync"/>.</param>
/// <param name="Number">From 1.</param>
/// <param name="Offset">Of its first byte in the object.</param>
/// <param name="Body">What.</param>
public sealed record PartRequest(ObjectKey Key, string UploadId, int Number, long Offset, UploadBody Body)
{
    /// <summary>MD5 of the body, 16 bytes, sent as Content-MD5; null sends none.</summary>
    public ReadOnlyMemory<byte>? Md5 { get; init; }
}

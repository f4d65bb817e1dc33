namespace OssTransfer.Storage;

/// <summary>An object that is written in one request.</summary>
/// <param name="Target">Where.</param>
/// <param name="Body">What.</param>
public sealed record PutRequest(WriteTarget Target, UploadBody Body)
{
    /// <summary>MD5 of the body, 16 bytes, sent as Content-MD5; null sends none.</summary>
    public ReadOnlyMemory<byte>? Md5 { get; init; }
}

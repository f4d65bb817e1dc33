namespace OssTransfer.LoopbackS3;

/// <summary>Headers of S3, in lower case.</summary>
internal static class HeaderNames
{
    public const string MetadataPrefix = "x-amz-meta-";
    public const string AmzPrefix = "x-amz-";
    public const string StorageClass = "x-amz-storage-class";
    public const string Acl = "x-amz-acl";
    public const string Tagging = "x-amz-tagging";
    public const string CopySource = "x-amz-copy-source";
    public const string ContentSha256 = "x-amz-content-sha256";
    public const string AmzDate = "x-amz-date";
    public const string DecodedLength = "x-amz-decoded-content-length";
    public const string SecurityToken = "x-amz-security-token";
    public const string Redirect = "x-amz-website-redirect-location";

    /// <summary>What an object keeps besides user metadata.</summary>
    public static readonly string[] Kept =
    [
        "content-type", "cache-control", "content-disposition", "content-encoding", "content-language", "expires",
        StorageClass, Redirect,
    ];
}

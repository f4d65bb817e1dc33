namespace OssTransfer.Storage.Cloud.S3;

/// <summary>Where the bucket's name stands in a request.</summary>
public enum S3Addressing
{
    /// <summary><c>https://endpoint/bucket/key</c></summary>
    Path = 1,

    /// <summary><c>https://bucket.endpoint/key</c></summary>
    Host = 2,
}

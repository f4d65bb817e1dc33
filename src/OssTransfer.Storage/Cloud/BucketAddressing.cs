namespace OssTransfer.Storage.Cloud;

/// <summary>Where the bucket's name stands in a request.</summary>
public enum BucketAddressing
{
    /// <summary><c>https://endpoint/bucket/key</c></summary>
    Path = 1,

    /// <summary><c>https://bucket.endpoint/key</c></summary>
    Host = 2,
}

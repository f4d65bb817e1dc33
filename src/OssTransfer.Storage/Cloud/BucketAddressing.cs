namespace OssTransfer.Storage.Cloud;

/// <summary>Where the bucket's name stands in a request.</summary>
public enum BucketAddressing
{
    /// <summary><c>https://endpoint/bucket/key</c></summary>
    Path = 1,

    /// <summary><c>https://bucket.endpoint/key</c></summary>
    Host = 2,

    /// <summary><c>https://endpoint/key</c>: the endpoint is a domain of the user's own that stands for the bucket.</summary>
    Domain = 3,
}

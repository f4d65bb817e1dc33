namespace OssTransfer.Storage.Cloud.Baidu;

/// <summary>A bucket of Baidu BOS, as a user names it. The endpoint may be a domain that is bound to the bucket.</summary>
public sealed record BaiduStoreOptions : NativeStoreOptions
{
    /// <summary>Null: host at BOS's own endpoints, path where the endpoint is an address, domain where it is a domain of the user's own.</summary>
    public BucketAddressing? Addressing { get; init; }
}

namespace OssTransfer.Storage.Cloud.Tencent;

/// <summary>A bucket of Tencent COS, as a user names it: with its APPID (<c>name-1250000000</c>).</summary>
public sealed record TencentStoreOptions : NativeStoreOptions
{
    /// <summary>Null: host at COS's own endpoints, path where the endpoint is an address, domain where it is a domain of the user's own.</summary>
    public BucketAddressing? Addressing { get; init; }
}

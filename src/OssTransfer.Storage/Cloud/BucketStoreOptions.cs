namespace OssTransfer.Storage.Cloud;

/// <summary>A bucket whose endpoint may carry its name, or be a domain that is bound to it (CNAME).</summary>
public sealed record BucketStoreOptions : NativeStoreOptions
{
    /// <summary>Null: host at the vendor's own endpoints, path where the endpoint is an address, domain where it is a domain of the user's own.</summary>
    public BucketAddressing? Addressing { get; init; }
}

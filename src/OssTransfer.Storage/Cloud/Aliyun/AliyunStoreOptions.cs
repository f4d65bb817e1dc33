namespace OssTransfer.Storage.Cloud.Aliyun;

/// <summary>A bucket of Aliyun OSS, as a user names it. The endpoint may be a domain that is bound to the bucket (CNAME).</summary>
public sealed record AliyunStoreOptions : NativeStoreOptions
{
    /// <summary>Null: host at OSS's own endpoints, path where the endpoint is an address, domain where it is a domain of the user's own.</summary>
    public BucketAddressing? Addressing { get; init; }
}

namespace OssTransfer.Storage.Cloud.Qiniu;

/// <summary>
/// A bucket (space) of Qiniu Kodo. <see cref="NativeStoreOptions.Endpoint"/> is a download domain bound to the bucket, which never carries the bucket's name;
/// empty reads from the bucket's source host.
/// </summary>
public sealed record QiniuStoreOptions : NativeStoreOptions
{
    /// <summary>The list host (<c>https://rsf-z1.qiniuapi.com</c>); null finds it by the bucket's region.</summary>
    public string? ListEndpoint { get; init; }

    /// <summary>The service that knows a bucket's region; default Qiniu's own.</summary>
    public string DiscoveryEndpoint { get; init; } = "https://uc.qiniuapi.com";
}

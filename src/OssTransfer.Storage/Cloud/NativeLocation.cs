using OssTransfer.Storage.Cloud.Endpoints;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud;

/// <summary>A bucket's place at its vendor, once the endpoint was understood.</summary>
/// <param name="IsHttps">https, else http.</param>
/// <param name="Authority">The endpoint's host, in lower case, without the bucket; with its port where that isn't the scheme's own.</param>
/// <param name="Bucket">The bucket.</param>
/// <param name="Addressing">Where the bucket's name stands.</param>
public sealed record NativeLocation(bool IsHttps, string Authority, string Bucket, BucketAddressing Addressing)
{
    /// <summary>The endpoint as it should be spelt.</summary>
    public string Endpoint => $"{(IsHttps ? "https" : "http")}://{Authority}";

    /// <summary>Host and port that requests go to.</summary>
    internal string RequestAuthority => Addressing == BucketAddressing.Host ? $"{Bucket}.{Authority}" : Authority;

    /// <summary>Scheme, host and port that requests go to.</summary>
    internal string Origin => $"{(IsHttps ? "https" : "http")}://{RequestAuthority}";

    /// <summary>What stands in front of a key in a path.</summary>
    internal string Root => Addressing == BucketAddressing.Path ? $"/{PercentEncoding.Encode(Bucket)}/" : "/";

    /// <summary>The addressing that the user asked for, else the one that belongs to such an endpoint.</summary>
    internal static NativeLocation Of(CloudEndpoint endpoint, string bucket, BucketAddressing? asked) =>
        new(endpoint.IsHttps, endpoint.Authority, bucket, asked ?? endpoint.Kind switch
        {
            EndpointKind.Vendor => BucketAddressing.Host,
            EndpointKind.Address => BucketAddressing.Path,
            _ => BucketAddressing.Domain,
        });
}

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>A bucket's place once the endpoint was understood.</summary>
/// <param name="IsHttps">https, else http.</param>
/// <param name="Authority">The endpoint's host, in lower case, without the bucket; with its port where that isn't the scheme's own.</param>
/// <param name="Bucket">The bucket.</param>
/// <param name="Region">The region that requests are signed for.</param>
/// <param name="Addressing">Where the bucket's name stands.</param>
/// <param name="Profile">The name of the profile that applies.</param>
public sealed record S3Location(bool IsHttps, string Authority, string Bucket, string Region, BucketAddressing Addressing, string Profile)
{
    /// <summary>The endpoint as it should be spelt.</summary>
    public string Endpoint => $"{(IsHttps ? "https" : "http")}://{Authority}";

    /// <summary>Host and port that requests go to.</summary>
    internal string RequestAuthority => Addressing == BucketAddressing.Host ? $"{Bucket}.{Authority}" : Authority;
}

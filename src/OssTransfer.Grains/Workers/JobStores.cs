using Microsoft.Extensions.Logging;
using OssTransfer.Jobs.Config;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud;
using OssTransfer.Storage.Cloud.S3;
using OssTransfer.Storage.Disk;
using OssTransfer.Transfer;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Workers;

/// <summary>Opens the stores that a job names.</summary>
internal sealed class JobStores(TimeProvider time, ILoggerFactory loggers)
{
    /// <summary>Both stores, guarded: nothing above them retries, limits or asks for the lease.</summary>
    public TransferContext Open(JobSpec spec, JobSecrets secrets, ILease lease)
    {
        var limits = new RateLimits(time)
        {
            BytesPerSecond = spec.Limits.BytesPerSecond ?? 0,
            RequestsPerSecond = spec.Limits.RequestsPerSecond ?? 0,
        };
        return new(
            new GuardedStore(OpenSource(spec, secrets), Guard(TransferSide.Source, limits, lease)),
            new GuardedStore(OpenDestination(spec, secrets), Guard(TransferSide.Destination, limits, lease)),
            new()
            {
                Metadata = spec.Destination.Metadata == OssTransfer.Jobs.Config.MetadataPolicy.Drop ? Transfer.MetadataPolicy.Drop : Transfer.MetadataPolicy.Fail,
                Acl = spec.Destination.Acl == DestinationAcl.PublicRead ? "public-read" : null,
                KeepsAcl = spec.Destination.Acl == DestinationAcl.Keep,
                StorageClass = spec.Destination.StorageClass,
            });
    }

    /// <summary>The source alone, without any guard.</summary>
    public IObjectStore OpenSource(JobSpec spec, JobSecrets secrets) =>
        Open(spec.Source.Disk, spec.Source.Cloud, secrets.SourceSecretKey, secrets.SourceSessionToken, secrets.SourceProxyPassword);

    /// <summary>The destination alone, without any guard.</summary>
    public IObjectStore OpenDestination(JobSpec spec, JobSecrets secrets) =>
        Open(spec.Destination.Disk, spec.Destination.Cloud, secrets.DestinationSecretKey, secrets.DestinationSessionToken, secrets.DestinationProxyPassword);

    private GuardOptions Guard(TransferSide side, RateLimits limits, ILease lease) => new()
    {
        Side = side,
        Limits = limits,
        Lease = lease,
        Time = time,
        Logger = loggers.CreateLogger<GuardedStore>(),
    };

    private IObjectStore Open(DiskSpec? disk, CloudSpec? cloud, Secret? key, Secret? token, Secret? proxyPassword) => (disk, cloud) switch
    {
        ({ } d, _) => DiskStoreFactory.Create(new() { Root = d.Path, NameEncoding = d.NameEncoding }, time),
        (_, { } c) => S3Stores.Open(S3Options(c, key, token, proxyPassword)),
        _ => throw new InvalidDataException("The configuration names neither a directory nor a bucket."),
    };

    private S3StoreOptions S3Options(CloudSpec cloud, Secret? key, Secret? token, Secret? proxyPassword) => new()
    {
        Endpoint = cloud.Endpoint.OriginalString,
        Bucket = cloud.Bucket,
        AccessKey = cloud.AccessKey,
        SecretKey = key ?? throw new InvalidDataException("The configuration has no secret key."),
        SessionToken = token,
        Region = cloud.Region,
        Profile = cloud.Profile,
        CaFile = cloud.CaFile,
        Proxy = ProxyUrl(cloud.Proxy, proxyPassword),
        Addressing = cloud.Addressing switch
        {
            Addressing.Path => BucketAddressing.Path,
            Addressing.Host => BucketAddressing.Host,
            _ => null,
        },
        Time = time,
    };

    private static Secret? ProxyUrl(ProxySpec? proxy, Secret? password)
    {
        if (proxy is null)
        {
            return null;
        }

        var url = new UriBuilder(proxy.Address) { UserName = proxy.User ?? "", Password = password?.Reveal() ?? "" };
        return new(url.Uri.AbsoluteUri);
    }
}

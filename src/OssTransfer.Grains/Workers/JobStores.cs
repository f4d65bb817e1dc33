using Microsoft.Extensions.Logging;
using OssTransfer.Jobs.Config;
using OssTransfer.Storage;
using OssTransfer.Storage.Disk;
using OssTransfer.Storage.UrlList;
using OssTransfer.Transfer;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Workers;

/// <summary>Opens the stores that a job names.</summary>
internal sealed class JobStores(TimeProvider time, ILoggerFactory loggers, SiloRates? silo = null)
{
    /// <summary>What the job may use here.</summary>
    public JobLimits Limits(JobSpec spec) => new(spec.Limits, time, silo?.Limits);

    /// <summary>Both stores, guarded: nothing above them retries, limits or asks for the lease.</summary>
    public TransferContext Open(JobSpec spec, JobSecrets secrets, RateLimits limits, ILease lease) => new(
        new GuardedStore(OpenSource(spec, secrets), Guard(TransferSide.Source, limits, lease)),
        new GuardedStore(OpenDestination(spec, secrets), Guard(TransferSide.Destination, limits, lease)),
        new()
        {
            Metadata = spec.Destination.Metadata == OssTransfer.Jobs.Config.MetadataPolicy.Drop ? Transfer.MetadataPolicy.Drop : Transfer.MetadataPolicy.Fail,
            Acl = spec.Destination.Acl == DestinationAcl.PublicRead ? "public-read" : null,
            KeepsAcl = spec.Destination.Acl == DestinationAcl.Keep,
            StorageClass = spec.Destination.StorageClass,
        });

    /// <summary>The source alone, without any guard.</summary>
    /// <exception cref="ArgumentException">The options are wrong; the message is for people.</exception>
    public IObjectStore OpenSource(JobSpec spec, JobSecrets secrets) => spec.Source switch
    {
        { Disk: { } disk } => OpenDisk(disk),
        { Cloud: { } cloud } => new CloudStores(time, cloud, secrets.SourceSecretKey, secrets.SourceSessionToken, secrets.SourceProxyPassword).Open(spec.Source.Kind),
        { Url: { } url } => UrlStores.Open(UrlOptions(url, secrets.SourceProxyPassword)),
        _ => throw new InvalidDataException("The configuration names neither a directory, nor a bucket, nor URLs."),
    };

    /// <summary>The destination alone, without any guard.</summary>
    /// <exception cref="ArgumentException">The options are wrong; the message is for people.</exception>
    public IObjectStore OpenDestination(JobSpec spec, JobSecrets secrets) => spec.Destination switch
    {
        { Disk: { } disk } => OpenDisk(disk),
        { Cloud: { } cloud } => new CloudStores(time, cloud, secrets.DestinationSecretKey, secrets.DestinationSessionToken, secrets.DestinationProxyPassword).Open(spec.Destination.Kind),
        _ => throw new InvalidDataException("The configuration names neither a directory nor a bucket."),
    };

    private GuardOptions Guard(TransferSide side, RateLimits limits, ILease lease) => new()
    {
        Side = side,
        Limits = limits,
        Lease = lease,
        Time = time,
        Logger = loggers.CreateLogger<GuardedStore>(),
    };

    /// <summary>What a user should know of the stores before anything is read.</summary>
    public IReadOnlyList<string> Warnings(JobSpec spec, JobSecrets secrets) =>
        spec.Source.Url is { } url ? UrlStores.Warnings(UrlOptions(url, secrets.SourceProxyPassword)) : [];

    private UrlStoreOptions UrlOptions(UrlSpec url, Secret? proxyPassword) => new()
    {
        Allow = AddressRanges.TryParse(url.Allow, out var allow, out _) ? allow : [],
        Proxy = ProxyUrls.Of(url.Proxy, proxyPassword),
        Time = time,
    };

    private IObjectStore OpenDisk(DiskSpec disk) => DiskStoreFactory.Create(new() { Root = disk.Path, NameEncoding = disk.NameEncoding }, time);
}

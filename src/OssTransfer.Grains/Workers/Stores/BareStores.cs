using OssTransfer.Jobs.Config;
using OssTransfer.Storage;
using OssTransfer.Storage.Disk;
using OssTransfer.Storage.UrlList;

namespace OssTransfer.Grains.Workers.Stores;

/// <inheritdoc cref="IBareStores"/>
internal sealed class BareStores(TimeProvider time, string? home) : IBareStores
{
    private readonly ClosedDirectory? _home = home is null ? null : new(home);

    public IObjectStore OpenSource(JobSpec spec, JobSecrets secrets) => spec.Source switch
    {
        { Disk: { } disk } => OpenDisk(disk),
        { Cloud: { } cloud } =>
            new CloudStores(time, cloud, secrets.SourceSecretKey, secrets.SourceSessionToken, secrets.SourceProxyPassword).Open(spec.Source.Kind),
        { Url: { } url } => UrlStores.Open(UrlOptions(url, secrets.SourceProxyPassword)),
        _ => throw new InvalidDataException("The configuration names neither a directory, nor a bucket, nor URLs."),
    };

    public IObjectStore OpenDestination(JobSpec spec, JobSecrets secrets) => spec.Destination switch
    {
        { Disk: { } disk } => OpenDisk(disk),
        { Cloud: { } cloud } =>
            new CloudStores(time, cloud, secrets.DestinationSecretKey, secrets.DestinationSessionToken, secrets.DestinationProxyPassword)
                .Open(spec.Destination.Kind),
        _ => throw new InvalidDataException("The configuration names neither a directory nor a bucket."),
    };

    public IReadOnlyList<string> Warnings(JobSpec spec, JobSecrets secrets) =>
    [
        .. spec.Source.Url is { } url ? UrlStores.Warnings(UrlOptions(url, secrets.SourceProxyPassword)) : [],
        .. HomeIn(spec.Source.Disk, "source"),
        .. HomeIn(spec.Destination.Disk, "destination"),
    ];

    private IEnumerable<string> HomeIn(DiskSpec? disk, string side) => disk is not null && _home?.LiesIn(disk.Path) == true
        ? [$"the {side} {disk.Path} contains the silo's home {_home.Path}, which is left out: it is neither read nor written"]
        : [];

    private UrlStoreOptions UrlOptions(UrlSpec url, Secret? proxyPassword) => new()
    {
        Allow = AddressRanges.TryParse(url.Allow, out var allow, out _) ? allow : [],
        Proxy = ProxyUrls.Of(url.Proxy, proxyPassword),
        Time = time,
    };

    private IObjectStore OpenDisk(DiskSpec disk) =>
        DiskStoreFactory.Create(new() { Root = disk.Path, NameEncoding = disk.NameEncoding, Links = disk.Links, Closed = _home }, time);
}

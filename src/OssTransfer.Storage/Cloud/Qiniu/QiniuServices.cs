using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.Qiniu;

/// <summary>Clients of the services that a bucket needs. Those whose host no option names are found when they are first needed.</summary>
internal sealed class QiniuServices(QiniuLocation location, QiniuCredentials credentials, CloudConnection connection) : IDisposable
{
    private readonly CloudHttp _http = new(connection);
    private volatile QiniuRegion? _region;
    private volatile CloudClient? _lists;
    private volatile CloudClient? _downloads;

    public string Bucket => location.Bucket;

    public TimeSpan? ClockOffset => _http.Clock.Offset;

    public async ValueTask<CloudClient> ListsAsync(CancellationToken cancellationToken)
    {
        if (_lists is { } known)
        {
            return known;
        }

        var host = location.List ?? location.Discovery with { Authority = (await RegionAsync(cancellationToken)).List };
        return _lists = Client(new ListSigner(host, credentials, _http.Clock));
    }

    public async ValueTask<CloudClient> DownloadsAsync(CancellationToken cancellationToken)
    {
        if (_downloads is { } known)
        {
            return known;
        }

        var host = location.Domain ?? location.Discovery with { Authority = Source(await RegionAsync(cancellationToken)) };
        return _downloads = Client(new DownloadSigner(host, credentials, _http.Clock));
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Several may ask at once; they get the same answer.</summary>
    private async ValueTask<QiniuRegion> RegionAsync(CancellationToken cancellationToken)
    {
        if (_region is { } known)
        {
            return known;
        }

        var client = Client(new RegionQuery(location.Discovery, credentials.AccessKey, location.Bucket));
        var call = new CloudCall(HttpMethod.Get, client.Operation("QueryRegion", default), CloudScope.Bucket);
        return _region = await client.SendForAsync(call, QiniuRegion.Parse, cancellationToken);
    }

    private string Source(QiniuRegion region) => region.Source ?? throw new StorageException(
        StorageErrorKind.Bucket,
        $"the bucket {location.Bucket} in region {region.Name} has no source host: write one of its download domains as the endpoint");

    private CloudClient Client(ICloudSigner signer) => new(_http, signer, QiniuDialect.Dialect, location.Bucket, connection.Time);
}

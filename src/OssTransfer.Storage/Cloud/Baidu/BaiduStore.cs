namespace OssTransfer.Storage.Cloud.Baidu;

/// <summary>One bucket, to read from.</summary>
internal sealed class BaiduStore : IObjectStore
{
    private readonly CloudClient _client;

    public BaiduStore(BaiduLocation location, BaiduStoreOptions options)
    {
        var connection = options.ToConnection();
        var http = new CloudHttp(connection);
        var signer = new BceSigner(location, options.AccessKey, options.SecretKey, options.SessionToken, http.Clock);
        _client = new CloudClient(http, signer, BaiduDialect.Dialect, location.Bucket, connection.Time);
        Reader = new BaiduReader(_client);
    }

    public StoreTraits Traits => BaiduDialect.Traits;

    public IObjectReader Reader { get; }

    public IObjectWriter? Writer => null;

    public IMultipartWriter? Multipart => null;

    public IObjectCopier? Copier => null;

    public TimeSpan? ClockOffset => _client.ClockOffset;

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}

using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.Qiniu;

/// <summary>One bucket, to read from.</summary>
internal sealed class QiniuStore : IObjectStore
{
    private readonly QiniuServices _services;

    public QiniuStore(QiniuLocation location, QiniuCredentials credentials, CloudConnection connection)
    {
        _services = new QiniuServices(location, credentials, connection);
        Reader = new QiniuReader(_services);
    }

    public StoreTraits Traits => QiniuDialect.Dialect.Traits;

    public IObjectReader Reader { get; }

    public IObjectWriter? Writer => null;

    public IMultipartWriter? Multipart => null;

    public IObjectCopier? Copier => null;

    public TimeSpan? ClockOffset => _services.ClockOffset;

    public ValueTask DisposeAsync()
    {
        _services.Dispose();
        return ValueTask.CompletedTask;
    }
}

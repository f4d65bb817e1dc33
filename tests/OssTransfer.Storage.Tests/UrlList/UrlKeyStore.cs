namespace OssTransfer.Storage.Tests.UrlList;

/// <summary>A URL store as one of keys.</summary>
internal sealed class UrlKeyStore(IObjectStore inner, string baseUrl) : IObjectStore
{
    public StoreTraits Traits => inner.Traits;

    public IObjectReader Reader { get; } = new UrlKeyReader(inner.Reader, baseUrl);

    public IObjectWriter? Writer => inner.Writer;

    public IMultipartWriter? Multipart => inner.Multipart;

    public IObjectCopier? Copier => inner.Copier;

    public TimeSpan? ClockOffset => inner.ClockOffset;

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

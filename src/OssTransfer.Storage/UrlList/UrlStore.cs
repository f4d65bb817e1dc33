namespace OssTransfer.Storage.UrlList;

/// <summary>All URLs: a key is a URL's text.</summary>
internal sealed class UrlStore(UrlClient client) : IObjectStore
{
    private const int MaxUrlBytes = 64 << 10;

    public StoreTraits Traits { get; } = new() { Name = "URL list", KeyOrder = KeyOrder.Unordered, MaxKeyBytes = MaxUrlBytes };

    public IObjectReader Reader { get; } = new UrlReader(client);

    public IObjectWriter? Writer => null;

    public IMultipartWriter? Multipart => null;

    public IObjectCopier? Copier => null;

    /// <summary>There is no one clock of all hosts.</summary>
    public TimeSpan? ClockOffset => null;

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}

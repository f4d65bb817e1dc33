namespace OssTransfer.Storage.Cloud;

/// <summary>One bucket that is read through its vendor's own protocol, and never written.</summary>
internal sealed class NativeStore(CloudClient client, IObjectReader reader) : IObjectStore
{
    public StoreTraits Traits => client.Dialect.Traits;

    public IObjectReader Reader => reader;

    public IObjectWriter? Writer => null;

    public IMultipartWriter? Multipart => null;

    public IObjectCopier? Copier => null;

    public TimeSpan? ClockOffset => client.ClockOffset;

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}

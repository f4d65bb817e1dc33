using OssTransfer.Storage;

namespace OssTransfer.Transfer.Tests;

/// <summary>A source in front of another store that changes what is read of it; nothing can be listed or written.</summary>
internal abstract class SourceStore(IObjectStore inner) : IObjectStore, IObjectReader
{
    public StoreTraits Traits => inner.Traits;

    public IObjectReader Reader => this;

    public IObjectWriter? Writer => null;

    public IMultipartWriter? Multipart => null;

    public IObjectCopier? Copier => null;

    public TimeSpan? ClockOffset => null;

    protected IObjectReader Inner => inner.Reader;

    public IAsyncEnumerable<ListPage> ListAsync(ListRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) => Inner.HeadAsync(key, cancellationToken);

    public abstract Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

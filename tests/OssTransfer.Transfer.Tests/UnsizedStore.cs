using OssTransfer.Storage;

namespace OssTransfer.Transfer.Tests;

/// <summary>A source that never says how long anything is.</summary>
internal sealed class UnsizedStore(IObjectStore inner) : IObjectStore, IObjectReader
{
    public StoreTraits Traits => inner.Traits;

    public IObjectReader Reader => this;

    public IObjectWriter? Writer => null;

    public IMultipartWriter? Multipart => null;

    public IObjectCopier? Copier => null;

    public TimeSpan? ClockOffset => null;

    public IAsyncEnumerable<ListPage> ListAsync(ListRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) =>
        await inner.Reader.HeadAsync(key, cancellationToken) is { } info ? info with { Size = null, Digests = [] } : null;

    public async Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        var body = await inner.Reader.OpenAsync(request, cancellationToken);
        return new(body.Info with { Size = null, Digests = [] }, body.Content, null, body.DisposeAsync);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

using OssTransfer.Storage;
using OssTransfer.Testing;

namespace OssTransfer.Transfer.Tests.Guard;

/// <summary>Its listing breaks off at the first page; <paramref name="closing"/> runs while the listing is closed.</summary>
internal sealed class BrokenPage(MemoryStore inner, Action closing) : IObjectStore, IObjectReader
{
    public StoreTraits Traits => inner.Traits;

    public IObjectReader Reader => this;

    public IObjectWriter? Writer => null;

    public IMultipartWriter? Multipart => null;

    public IObjectCopier? Copier => null;

    public IAclReader? Acls => null;

    public TimeSpan? ClockOffset => null;

    public IAsyncEnumerable<ListPage> ListAsync(ListRequest request, CancellationToken cancellationToken) => new Pages(closing);

    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) => inner.Reader.HeadAsync(key, cancellationToken);

    public Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken) => inner.Reader.OpenAsync(request, cancellationToken);

    public ValueTask DisposeAsync() => default;

    private sealed class Pages(Action closing) : IAsyncEnumerable<ListPage>, IAsyncEnumerator<ListPage>
    {
        public ListPage Current => throw new InvalidOperationException();

        public IAsyncEnumerator<ListPage> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

        public ValueTask<bool> MoveNextAsync() => throw new StorageException(StorageErrorKind.Transient, "cut");

        public ValueTask DisposeAsync()
        {
            closing();
            return default;
        }
    }
}

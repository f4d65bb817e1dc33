using OssTransfer.Storage;

namespace OssTransfer.Transfer.Tests;

/// <summary>A source that gives no slices, and says so.</summary>
internal sealed class WholeOnlyStore(IObjectStore inner) : IObjectStore, IObjectReader
{
    public StoreTraits Traits => inner.Traits;

    public IObjectReader Reader => this;

    public IObjectWriter? Writer => null;

    public IMultipartWriter? Multipart => null;

    public IObjectCopier? Copier => null;

    public TimeSpan? ClockOffset => null;

    public IAsyncEnumerable<ListPage> ListAsync(ListRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) =>
        await inner.Reader.HeadAsync(key, cancellationToken) is { } info ? info with { ReadsOnlyWhole = true } : null;

    public async Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        if (request.Range is not null)
        {
            throw new StorageException(StorageErrorKind.Unsupported, "no slices here");
        }

        var body = await inner.Reader.OpenAsync(request, cancellationToken);
        return new(body.Info with { ReadsOnlyWhole = true }, body.Content, body.Length, body.DisposeAsync);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

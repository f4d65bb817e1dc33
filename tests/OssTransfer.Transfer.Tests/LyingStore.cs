using OssTransfer.Storage;

namespace OssTransfer.Transfer.Tests;

/// <summary>A source whose whole objects are sound and whose slices are not.</summary>
internal sealed class LyingStore(IObjectStore inner, SliceLie lie) : IObjectStore, IObjectReader
{
    public StoreTraits Traits => inner.Traits;

    public IObjectReader Reader => this;

    public IObjectWriter? Writer => null;

    public IMultipartWriter? Multipart => null;

    public IObjectCopier? Copier => null;

    public TimeSpan? ClockOffset => null;

    public IAsyncEnumerable<ListPage> ListAsync(ListRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) => inner.Reader.HeadAsync(key, cancellationToken);

    public async Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        if (request.Range is null)
        {
            return await inner.Reader.OpenAsync(request, cancellationToken);
        }

        var body = lie == SliceLie.None
            ? throw new StorageException(StorageErrorKind.Unsupported, "asked for a slice, got another one")
            : await inner.Reader.OpenAsync(request, cancellationToken);
        var info = lie == SliceLie.OtherSize ? body.Info with { Size = body.Info.Size + 1, HasOneSize = true } : body.Info with { ETag = "another" };
        return new(info, body.Content, body.Length, body.DisposeAsync);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

using OssTransfer.Storage;

namespace OssTransfer.Transfer.Tests;

/// <summary>A source whose whole objects are sound and whose slices are not.</summary>
internal sealed class LyingStore(IObjectStore inner, SliceLie lie) : SourceStore(inner)
{
    public override async Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        if (request.Range is null)
        {
            return await Inner.OpenAsync(request, cancellationToken);
        }

        var body = lie == SliceLie.None
            ? throw new StorageException(StorageErrorKind.Unsupported, "asked for a slice, got another one")
            : await Inner.OpenAsync(request, cancellationToken);
        var info = lie == SliceLie.OtherSize ? body.Info with { Size = body.Info.Size + 1, HasOneSize = true } : body.Info with { ETag = "another" };
        return new(info, body.Content, body.Length, body.DisposeAsync);
    }
}

using OssTransfer.Storage;

namespace OssTransfer.Transfer.Tests;

/// <summary>A source that gives no slices, and says so.</summary>
internal sealed class WholeOnlyStore(IObjectStore inner) : SourceStore(inner)
{
    public override async Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) =>
        await Inner.HeadAsync(key, cancellationToken) is { } info ? info with { ReadsOnlyWhole = true } : null;

    public override async Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        if (request.Range is not null)
        {
            throw new StorageException(StorageErrorKind.Unsupported, "no slices here");
        }

        var body = await Inner.OpenAsync(request, cancellationToken);
        return new(body.Info with { ReadsOnlyWhole = true }, body.Content, body.Length, body.DisposeAsync);
    }
}

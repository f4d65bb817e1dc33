using OssTransfer.Storage;

namespace OssTransfer.Transfer.Tests;

/// <summary>A source that never says how long anything is.</summary>
internal sealed class UnsizedStore(IObjectStore inner) : SourceStore(inner)
{
    public override async Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) =>
        await Inner.HeadAsync(key, cancellationToken) is { } info ? info with { Size = null, Digests = [] } : null;

    public override async Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        var body = await Inner.OpenAsync(request, cancellationToken);
        return new(body.Info with { Size = null, Digests = [] }, body.Content, null, body.DisposeAsync);
    }
}

using System.Runtime.CompilerServices;
using OssTransfer.Storage;

namespace OssTransfer.Transfer.Guard;

internal sealed class GuardedReader(IObjectReader inner, StoreGuard guard) : IObjectReader
{
    public async IAsyncEnumerable<ListPage> ListAsync(ListRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var listing = new GuardedListing(inner, request);
        while (await guard.RunAsync(RequestKind.List, 0, listing.NextAsync, cancellationToken) is { } page)
        {
            yield return page;
        }
    }

    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) =>
        guard.RunAsync(RequestKind.Head, 0, token => inner.HeadAsync(key, token), cancellationToken);

    public async Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        var body = await OpenInnerAsync(request, cancellationToken);
        var content = new GuardedBodyStream(this, request, body, guard);
        return new(body.Info, content, body.Length);
    }

    /// <summary>The answer comes under the deadline of a request; the body after it lives longer and is watched by its stream.</summary>
    internal Task<ObjectBody> OpenInnerAsync(ReadRequest request, CancellationToken cancellationToken) =>
        guard.RunAsync(RequestKind.Read, 0, token => inner.OpenAsync(request, token), cancellationToken);
}

using System.Runtime.CompilerServices;
using OssTransfer.Storage;

namespace OssTransfer.Testing;

internal sealed class FaultyReader(IObjectReader inner, FaultScript script) : IObjectReader
{
    public async IAsyncEnumerable<ListPage> ListAsync(ListRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var pages = inner.ListAsync(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await script.RunAsync(StoreOperation.List, request.Prefix, _ => pages.MoveNextAsync().AsTask(), cancellationToken))
        {
            var page = pages.Current;
            yield return page;
            if (page.Next is null)
            {
                yield break;
            }
        }
    }

    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) =>
        script.RunAsync(
            StoreOperation.Head,
            key,
            async fault =>
            {
                var info = await inner.HeadAsync(key, cancellationToken);
                return fault?.Kind == FaultKind.WrongETag && info is not null ? info with { ETag = WrongETag.Of(info.ETag) } : info;
            },
            cancellationToken);

    public Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken) =>
        script.RunAsync(
            StoreOperation.Open,
            request.Key,
            async fault =>
            {
                var body = await inner.OpenAsync(request, cancellationToken);
                return fault?.Kind is FaultKind.Cut or FaultKind.Damage
                    ? new ObjectBody(body.Info, new FaultyContent(body.Content, fault), body.Length, body.DisposeAsync)
                    : body;
            },
            cancellationToken);
}

using System.Runtime.CompilerServices;
using OssTransfer.Storage;

namespace OssTransfer.Transfer.Guard;

internal sealed class GuardedReader(IObjectReader inner, StoreGuard guard) : IObjectReader
{
    public async IAsyncEnumerable<ListPage> ListAsync(ListRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var listing = new GuardedListing(inner, request);
        var (since, empty) = (guard.Options.Time.GetTimestamp(), 0);
        while (await guard.RunAsync(RequestKind.List, 0, listing.NextAsync, cancellationToken) is { } page)
        {
            empty = page.Entries.Count + page.CommonPrefixes.Count == 0 ? empty + 1 : 0;
            if (empty > 0 && page.Next is not null && guard.Options.Time.GetElapsedTime(since) >= guard.Options.ListingTimeout)
            {
                throw new StorageException(
                    StorageErrorKind.ListingStalled,
                    $"the listing of '{request.Prefix}' gave no key for {guard.Options.ListingTimeout.TotalMinutes:0} minutes: {empty} pages in a row were empty and said that more follows");
            }

            yield return page;
            since = empty == 0 ? guard.Options.Time.GetTimestamp() : since;
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

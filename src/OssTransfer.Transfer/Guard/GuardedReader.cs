using System.Runtime.CompilerServices;
using OssTransfer.Storage;

namespace OssTransfer.Transfer.Guard;

internal sealed class GuardedReader(IObjectReader inner, StoreGuard guard) : IObjectReader
{
    // Before a page is asked for again that one request after the other did not bring.
    private static readonly TimeSpan PageDelay = TimeSpan.FromSeconds(5);

    public async IAsyncEnumerable<ListPage> ListAsync(ListRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var listing = new GuardedListing(inner, request, guard.Options.Time);
        var (since, empty) = (guard.Options.Time.GetTimestamp(), 0);
        while (await NextAsync(listing, request, since, cancellationToken) is { } page)
        {
            empty = page.Entries.Count + page.CommonPrefixes.Count == 0 ? empty + 1 : 0;
            if (empty > 0 && page.Next is not null && HasStalled(since))
            {
                throw Stalled(request, $"{empty} pages in a row were empty and said that more follows", null);
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

    /// <summary>The next page: what the guard gives up for one request is asked for again until the listing has stalled.</summary>
    private async Task<ListPage?> NextAsync(GuardedListing listing, ListRequest request, long since, CancellationToken cancellationToken)
    {
        using var unanswered = guard.Expect("a page of its listing");
        while (true)
        {
            try
            {
                return await guard.RunAsync(RequestKind.List, 0, listing.NextAsync, cancellationToken);
            }
            catch (StorageException e) when (e.IsTransient && HasStalled(since))
            {
                throw Stalled(request, e.Message, e);
            }
            catch (StorageException e) when (e.IsTransient)
            {
                await guard.WaitAsync(e, PageDelay, cancellationToken);
            }
        }
    }

    private bool HasStalled(long since) => guard.Options.Time.GetElapsedTime(since) >= guard.Options.ListingTimeout;

    private StorageException Stalled(ListRequest request, string why, Exception? inner) => new(
        StorageErrorKind.ListingStalled,
        $"the listing{(request.Prefix.IsEmpty ? "" : $" of '{request.Prefix}'")} gave no key for {guard.Options.ListingTimeout.TotalMinutes:0} minutes: {why}",
        inner);

    /// <summary>The answer comes under the deadline of a request; the body after it lives longer and is watched by its stream.</summary>
    internal Task<ObjectBody> OpenInnerAsync(ReadRequest request, CancellationToken cancellationToken) =>
        guard.RunAsync(RequestKind.Read, 0, token => inner.OpenAsync(request, token), cancellationToken);
}

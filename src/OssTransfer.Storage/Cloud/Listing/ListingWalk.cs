using System.Runtime.CompilerServices;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.Listing;

/// <summary>Walks a listing page by page, and lets no page pass that can't follow the one before.</summary>
internal static class ListingWalk
{
    /// <param name="request">What is listed, and where to begin.</param>
    /// <param name="what">For messages.</param>
    /// <param name="order">What the listing promises.</param>
    /// <param name="fetch">Gives the page that begins at a position; null is the beginning.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static IAsyncEnumerable<ListPage> PagesAsync(
        ListRequest request,
        CloudOperation what,
        KeyOrder order,
        Func<ListCursor?, CancellationToken, Task<ListAnswer>> fetch,
        CancellationToken cancellationToken) =>
        order == KeyOrder.Utf8Bytes ? AscendingAsync(request, what, fetch, cancellationToken) : UnorderedAsync(request, what, fetch, cancellationToken);

    private static async IAsyncEnumerable<ListPage> AscendingAsync(
        ListRequest request,
        CloudOperation what,
        Func<ListCursor?, CancellationToken, Task<ListAnswer>> fetch,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = request.From;
        var after = position is { IsKey: true } start ? new ObjectKey(start.Value.ToArray()) : default;
        do
        {
            var answer = ListingRules.Named(await fetch(position, cancellationToken), request.Prefix, after);
            ListingRules.Check(answer, request.Prefix, after, what);
            position = ListingRules.Next(answer, position, after, what);
            after = position is { IsKey: true } next ? new ObjectKey(next.Value.ToArray()) : after;
            yield return new ListPage(answer.Entries, position) { CommonPrefixes = answer.CommonPrefixes };
        }
        while (position is not null);
    }

    private static async IAsyncEnumerable<ListPage> UnorderedAsync(
        ListRequest request,
        CloudOperation what,
        Func<ListCursor?, CancellationToken, Task<ListAnswer>> fetch,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = request.From;
        var circle = new CircleWatch();
        do
        {
            var answer = ListingRules.Named(await fetch(position, cancellationToken), request.Prefix, after: default);
            ListingRules.CheckPrefix(answer, request.Prefix, what);
            position = ListingRules.NextUnordered(answer, what);
            if (position is { } next && circle.Closes(next))
            {
                throw ListingRules.Circle(what);
            }

            yield return new ListPage(answer.Entries, position) { CommonPrefixes = answer.CommonPrefixes };
        }
        while (position is not null);
    }
}

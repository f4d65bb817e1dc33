using System.Runtime.CompilerServices;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.Listing;

/// <summary>Walks a listing in key order, page by page, and lets no page pass that can't follow the one before.</summary>
internal static class ListingWalk
{
    /// <param name="request">What is listed, and where to begin.</param>
    /// <param name="what">For messages.</param>
    /// <param name="fetch">Gives the page that begins at a position; null is the beginning.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<ListPage> PagesAsync(
        ListRequest request,
        CloudOperation what,
        Func<ListPosition?, CancellationToken, Task<ListAnswer>> fetch,
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
}

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using OssTransfer.Storage.Cloud.Http;
using OssTransfer.Storage.Cloud.Listing;

namespace OssTransfer.Storage.Cloud.Qiniu;

/// <summary>Walks a listing by the store's markers.</summary>
internal sealed class QiniuListing(CloudClient client, string bucket, ListRequest request)
{
    private const int MaxPage = 1000;

    /// <summary>The last key that was passed, folded ones included.</summary>
    private ObjectKey _after;

    public async IAsyncEnumerable<ListPage> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var what = client.Operation("ListObjects", default);
        var begin = request.From is { IsKey: true } key ? new ObjectKey(key.Value.ToArray()) : default;
        var marker = request.From is { IsKey: false } opaque ? Encoding.UTF8.GetString(opaque.Value.Span) : "";
        if (!begin.IsEmpty)
        {
            marker = await FindAsync(what, begin, cancellationToken);
            _after = begin;
        }

        string asked;
        do
        {
            asked = marker;
            var answer = ListingRules.Named(Behind(await FetchAsync(what, marker, cancellationToken), begin), request.Prefix, _after);
            ListingRules.Check(answer, request.Prefix, _after, what);
            Note(answer);
            marker = answer.NextToken ?? "";
            if (marker.Length > 0 && marker == asked)
            {
                throw new StorageException(StorageErrorKind.ListingBroken, $"{what}: the listing goes on in a circle");
            }

            yield return new ListPage(answer.Entries, marker.Length == 0 ? null : new ListCursor(false, Encoding.UTF8.GetBytes(marker)))
            {
                CommonPrefixes = answer.CommonPrefixes,
            };
        }
        while (marker.Length > 0);
    }

    /// <summary>A marker that leads behind the key or not far before it; empty for the beginning.</summary>
    private async Task<string> FindAsync(CloudOperation what, ObjectKey key, CancellationToken cancellationToken)
    {
        var first = await FetchAsync(what, "", cancellationToken);
        var last = first.Entries.Count > 0 ? first.Entries[^1].Key : default;
        return first.IsTruncated != true || last.IsEmpty || last >= key ? "" : ListMarker.Behind(first.NextToken!, last, key) ?? "";
    }

    /// <summary>The page without what lies before the beginning.</summary>
    private static ListAnswer Behind(ListAnswer answer, ObjectKey begin) => begin.IsEmpty ? answer : answer with
    {
        Entries = [.. answer.Entries.SkipWhile(entry => entry.Key <= begin)],
        CommonPrefixes = [.. answer.CommonPrefixes.SkipWhile(prefix => prefix <= begin)],
    };

    private void Note(ListAnswer answer)
    {
        var lastKey = answer.Entries.Count > 0 ? answer.Entries[^1].Key : _after;
        var lastPrefix = answer.CommonPrefixes.Count > 0 ? answer.CommonPrefixes[^1] : _after;
        _after = lastPrefix > lastKey ? lastPrefix : lastKey;
    }

    private Task<ListAnswer> FetchAsync(CloudOperation what, string marker, CancellationToken cancellationToken)
    {
        var query = new CloudQuery()
            .Add("bucket", bucket)
            .Add("limit", Math.Min(request.PageSize, MaxPage).ToString(CultureInfo.InvariantCulture))
            .Add("prefix", request.Prefix.Bytes);
        if (marker.Length > 0)
        {
            query.Add("marker", marker);
        }

        if (request.Delimiter is { } delimiter)
        {
            query.Add("delimiter", Encoding.UTF8.GetBytes([delimiter]));
        }

        var call = new CloudCall(HttpMethod.Get, what, CloudScope.Bucket) { Query = query };
        return client.SendForAsync(call, static json => JsonListParser.Parse(json, QiniuDialect.ListNames), cancellationToken);
    }
}

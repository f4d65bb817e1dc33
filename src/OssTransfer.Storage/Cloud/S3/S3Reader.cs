using System.Globalization;
using System.Text;
using OssTransfer.Storage.Cloud.Http;
using OssTransfer.Storage.Cloud.Listing;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>Lists and reads objects.</summary>
internal sealed class S3Reader(S3Client client, StoreProfile profile) : IObjectReader
{
    private const int MaxPage = 1000;
    private readonly ObjectReads _reads = new(client.Cloud);
    private volatile int _listVersion = profile.ListVersion;

    public IAsyncEnumerable<ListPage> ListAsync(ListRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var what = client.Operation("ListObjects", default);
        return ListingWalk.PagesAsync(
            request, what, client.Cloud.Dialect.Traits.KeyOrder, (position, token) => PageAsync(what, request, position, token), cancellationToken);
    }

    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) => _reads.HeadAsync(key, cancellationToken);

    public Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken) => _reads.OpenAsync(request, cancellationToken);

    private async Task<ListAnswer> PageAsync(CloudOperation what, ListRequest request, ListCursor? position, CancellationToken cancellationToken)
    {
        var version = _listVersion;
        var answer = await client.SendForXmlAsync(ListCall(what, request, position, version), Parse, cancellationToken);
        if (version == 1 || answer.IsVersion2 || answer.IsTruncated is null)
        {
            return answer;
        }

        // A store that ignores list-type=2 would also ignore where to go on.
        _listVersion = 1;
        return await client.SendForXmlAsync(ListCall(what, request, position, 1), Parse, cancellationToken);
    }

    private ListAnswer Parse(ReadOnlySpan<byte> xml) => XmlListParser.Parse(xml, client.Cloud.Dialect.FrozenClasses);

    private CloudCall ListCall(CloudOperation what, ListRequest request, ListCursor? position, int version)
    {
        var query = new CloudQuery()
            .Add("max-keys", Math.Min(request.PageSize, MaxPage).ToString(CultureInfo.InvariantCulture))
            .Add("prefix", request.Prefix.Bytes);
        if (version == 2)
        {
            query.Add("list-type", "2");
        }

        if (position is { } from)
        {
            var name = from.IsKey ? (version == 2 ? "start-after" : "marker") : "continuation-token";
            query.Add(name, from.Value.Span);
        }

        if (request.Delimiter is { } delimiter)
        {
            query.Add("delimiter", Encoding.UTF8.GetBytes([delimiter]));
        }

        if (profile.EncodesListings)
        {
            query.Add("encoding-type", "url");
        }

        var call = new CloudCall(HttpMethod.Get, what, CloudScope.Bucket) { Query = query };
        if (profile.ListsRestoreStatus)
        {
            call.Headers.Add(new("x-amz-optional-object-attributes", "RestoreStatus"));
        }

        return call;
    }
}

using System.Globalization;
using System.Text;
using OssTransfer.Storage.Cloud.Http;
using OssTransfer.Storage.Cloud.Listing;

namespace OssTransfer.Storage.Cloud.Baidu;

/// <summary>Lists and reads objects.</summary>
internal sealed class BaiduReader(CloudClient client) : IObjectReader
{
    private const int MaxPage = 1000;
    private readonly ObjectReads _reads = new(client);

    public IAsyncEnumerable<ListPage> ListAsync(ListRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var what = client.Operation("ListObjects", default);
        return ListingWalk.PagesAsync(
            request, what, client.Dialect.Traits.KeyOrder, (position, token) => PageAsync(what, request, position, token), cancellationToken);
    }

    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) => _reads.HeadAsync(key, cancellationToken);

    public Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken) => _reads.OpenAsync(request, cancellationToken);

    private Task<ListAnswer> PageAsync(CloudOperation what, ListRequest request, ListCursor? position, CancellationToken cancellationToken)
    {
        var query = new CloudQuery()
            .Add("maxKeys", Math.Min(request.PageSize, MaxPage).ToString(CultureInfo.InvariantCulture))
            .Add("prefix", request.Prefix.Bytes);
        if (position is { } from)
        {
            query.Add("marker", from.Value.Span);
        }

        if (request.Delimiter is { } delimiter)
        {
            query.Add("delimiter", Encoding.UTF8.GetBytes([delimiter]));
        }

        var call = new CloudCall(HttpMethod.Get, what, CloudScope.Bucket) { Query = query };
        return client.SendForAsync(call, static json => JsonListParser.Parse(json, BaiduDialect.ListNames), cancellationToken);
    }
}

using System.Globalization;
using System.Text;
using OssTransfer.Storage.Cloud.Http;
using OssTransfer.Storage.Cloud.Listing;

namespace OssTransfer.Storage.Cloud;

/// <summary>Lists by markers, which may be any key, and reads: what a vendor's XML protocol has where it follows the first S3.</summary>
internal sealed class MarkerReader(CloudClient client) : IObjectReader
{
    private const int MaxPage = 1000;
    private readonly ObjectReads _reads = new(client);

    public IAsyncEnumerable<ListPage> ListAsync(ListRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ListingWalk.PagesAsync(
            request, ListOperation, client.Dialect.Traits.KeyOrder, (position, token) => PageAsync(request, position, token), cancellationToken);
    }

    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) => _reads.HeadAsync(key, cancellationToken);

    public Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken) => _reads.OpenAsync(request, cancellationToken);

    /// <summary>How messages name a listing.</summary>
    internal CloudOperation ListOperation => client.Operation("ListObjects", default);

    /// <summary>One page as the store wrote it.</summary>
    internal Task<ListAnswer> PageAsync(ListRequest request, ListCursor? position, CancellationToken cancellationToken)
    {
        var query = new CloudQuery()
            .Add("max-keys", Math.Min(request.PageSize, MaxPage).ToString(CultureInfo.InvariantCulture))
            .Add("prefix", request.Prefix.Bytes)
            .Add("encoding-type", "url");
        if (position is { } from)
        {
            query.Add("marker", from.Value.Span);
        }

        if (request.Delimiter is { } delimiter)
        {
            query.Add("delimiter", Encoding.UTF8.GetBytes([delimiter]));
        }

        var call = new CloudCall(HttpMethod.Get, ListOperation, CloudScope.Bucket) { Query = query };
        return client.SendForAsync(call, Parse, cancellationToken);
    }

    private ListAnswer Parse(ReadOnlySpan<byte> xml) => XmlListParser.Parse(xml, client.Dialect.FrozenClasses);
}

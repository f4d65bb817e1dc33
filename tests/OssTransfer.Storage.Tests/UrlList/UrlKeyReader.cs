using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Tests.UrlList;

/// <summary>Reads keys as URLs below a base, so that a suite which knows keys can judge a store that knows URLs.</summary>
internal sealed class UrlKeyReader(IObjectReader inner, string baseUrl) : IObjectReader
{
    public IAsyncEnumerable<ListPage> ListAsync(ListRequest request, CancellationToken cancellationToken) => inner.ListAsync(request, cancellationToken);

    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) => inner.HeadAsync(Url(key), cancellationToken);

    public Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken) =>
        inner.OpenAsync(request with { Key = Url(request.Key) }, cancellationToken);

    private ObjectKey Url(ObjectKey key) => ObjectKey.From(baseUrl + PercentEncoding.EncodePath(key.Bytes));
}

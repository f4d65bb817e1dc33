using OssTransfer.Storage.Cloud.Http;
using OssTransfer.Storage.Cloud.Listing;

namespace OssTransfer.Storage.Cloud.Aliyun;

/// <summary>Lists and reads. A symlink is what it stands for: its entry gets the size and ETag of the target, which the listing doesn't have.</summary>
internal sealed class AliyunReader(CloudClient client) : IObjectReader
{
    private const int LinksAtOnce = 8;
    private readonly MarkerReader _reader = new(client);

    public IAsyncEnumerable<ListPage> ListAsync(ListRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ListingWalk.PagesAsync(
            request, _reader.ListOperation, client.Dialect.Traits.KeyOrder, (position, token) => PageAsync(request, position, token), cancellationToken);
    }

    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) => _reader.HeadAsync(key, cancellationToken);

    public Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken) => _reader.OpenAsync(request, cancellationToken);

    private async Task<ListAnswer> PageAsync(ListRequest request, ListCursor? position, CancellationToken cancellationToken)
    {
        var page = await _reader.PageAsync(request, position, cancellationToken);
        if (page.Links.Count == 0)
        {
            return page;
        }

        ObjectEntry[] entries = [.. page.Entries];
        var options = new ParallelOptions { MaxDegreeOfParallelism = LinksAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(page.Links, options, async (at, token) => entries[at] = await FollowAsync(entries[at], token));
        return page with { Entries = entries };
    }

    private async Task<ObjectEntry> FollowAsync(ObjectEntry link, CancellationToken cancellationToken)
    {
        if (await _reader.HeadAsync(link.Key, cancellationToken) is { } target)
        {
            return link with { Size = target.Size, ETag = target.ETag, LastModified = target.LastModified, StorageClass = target.StorageClass };
        }

        // A link that isn't there any more is gone like any other object: reading it shows that.
        var isThere = await IsThereAsync(link.Key, cancellationToken);
        return link with { Size = null, ETag = null, Problem = isThere ? EntryProblem.BrokenLink : EntryProblem.None };
    }

    private async Task<bool> IsThereAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var call = new CloudCall(HttpMethod.Get, client.Operation("GetSymlink", key), CloudScope.Object)
        {
            Query = new CloudQuery().Add("symlink"),
            MayBeMissing = true,
        };
        using var answer = await client.SendAsync(call, cancellationToken);
        return answer.IsSuccess;
    }
}

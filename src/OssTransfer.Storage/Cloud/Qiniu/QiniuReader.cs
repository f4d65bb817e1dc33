using System.Runtime.CompilerServices;
using OssTransfer.Storage.Cloud.Listing;

namespace OssTransfer.Storage.Cloud.Qiniu;

/// <summary>Lists by the list service, reads from the download domain.</summary>
internal sealed class QiniuReader(QiniuServices services) : IObjectReader
{
    public async IAsyncEnumerable<ListPage> ListAsync(ListRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var client = await services.ListsAsync(cancellationToken);
        await foreach (var page in new QiniuListing(client, services.Bucket, request).PagesAsync(cancellationToken))
        {
            yield return page;
        }
    }

    public async Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var client = await services.DownloadsAsync(cancellationToken);
        return await new ObjectReads(client).HeadAsync(key, cancellationToken);
    }

    public async Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var client = await services.DownloadsAsync(cancellationToken);
        try
        {
            return await new ObjectReads(client).OpenAsync(request, cancellationToken);
        }
        catch (StorageException e) when (e is { Kind: StorageErrorKind.Denied } or { Kind: StorageErrorKind.Other, Status: >= 400 and < 500 })
        {
            throw await FrozenAsync(request.Key, e, cancellationToken) ?? e;
        }
    }

    /// <summary>The domain says only that it may not give the object; the listing knows whether it is archived.</summary>
    private async Task<StorageException?> FrozenAsync(ObjectKey key, StorageException refusal, CancellationToken cancellationToken)
    {
        var lists = await services.ListsAsync(cancellationToken);
        var only = new ListRequest(key) { PageSize = 1 };
        await foreach (var page in new QiniuListing(lists, services.Bucket, only).PagesAsync(cancellationToken))
        {
            return page.Entries is [var entry] && entry.Key == key && entry.StorageClass is { } name && StorageClasses.Archived.Contains(name)
                ? new StorageException(StorageErrorKind.NeedsRestore, $"{refusal.Message}; the object is archived ({name}): restore it first", refusal)
                {
                    Status = refusal.Status,
                    Code = refusal.Code,
                    RequestId = refusal.RequestId,
                }
                : null;
        }

        return null;
    }
}

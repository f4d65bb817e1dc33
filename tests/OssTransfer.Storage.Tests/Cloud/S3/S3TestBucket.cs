using OssTransfer.Storage.Cloud.S3;
using OssTransfer.Storage.Tests.Conformance;

namespace OssTransfer.Storage.Tests.Cloud.S3;

/// <summary>A bucket for one test, deleted with all in it afterwards.</summary>
public static class S3TestBucket
{
    /// <param name="server">Owned: disposed with the store.</param>
    /// <param name="with">Other options.</param>
    public static async Task<OpenedStore> OpenAsync(S3TestServer server, Func<S3StoreOptions, S3StoreOptions>? with = null)
    {
        var name = $"t-{Guid.NewGuid():n}";
        var sdk = server.Sdk();
        await sdk.PutBucketAsync(name);
        var options = server.Options(name);
        var store = S3Stores.Open(with is null ? options : with(options));
        return new OpenedStore(store, async () =>
        {
            await using var owned = server;
            await EmptyAsync(store);
            await sdk.DeleteBucketAsync(name);
            sdk.Dispose();
        });
    }

    private static async Task EmptyAsync(IObjectStore store)
    {
        await foreach (var upload in store.Multipart!.ListUploadsAsync(default, CancellationToken.None))
        {
            await store.Multipart.AbortAsync(upload.Key, upload.UploadId, CancellationToken.None);
        }

        await foreach (var page in store.Reader.ListAsync(new ListRequest(default), CancellationToken.None))
        {
            foreach (var entry in page.Entries)
            {
                await store.Writer!.DeleteAsync(entry.Key, CancellationToken.None);
            }
        }
    }
}

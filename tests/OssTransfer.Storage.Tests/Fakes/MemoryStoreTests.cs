using System.Security.Cryptography;
using OssTransfer.Testing;

namespace OssTransfer.Storage.Tests.Fakes;

public sealed class MemoryStoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(KeyOrder.Utf8Bytes, 1)]
    [InlineData(KeyOrder.Utf8Bytes, 3)]
    [InlineData(KeyOrder.Unordered, 3)]
    public async Task List_gives_every_key_under_the_prefix_once(KeyOrder order, int pageSize)
    {
        var store = new MemoryStore { Traits = MemoryStore.DefaultTraits with { KeyOrder = order } };
        foreach (var key in (string[])["a/1", "a/2", "a/é", "a/𝄞", "a/\uffee", "b", "a"])
        {
            store.Seed(key, []);
        }

        var keys = await KeysAsync(store, new(ObjectKey.From("a/")) { PageSize = pageSize });

        Assert.Equal([.. store.Keys.Where(key => key.StartsWith(ObjectKey.From("a/")))], keys.Order());
        Assert.Equal(order == KeyOrder.Utf8Bytes, keys.SequenceEqual(keys.Order()));
    }

    [Fact]
    public async Task List_with_delimiter_folds_each_prefix_once_over_pages()
    {
        var store = new MemoryStore();
        foreach (var key in (string[])["a", "b/1", "b/2", "b0", "c/1", "d"])
        {
            store.Seed(key, []);
        }

        var folded = new List<string>();
        var keys = new List<string>();
        await foreach (var page in store.Reader.ListAsync(new(default) { Delimiter = '/', PageSize = 1 }, Cancel))
        {
            folded.AddRange(page.CommonPrefixes.Select(key => key.ToString()));
            keys.AddRange(page.Entries.Select(entry => entry.Key.ToString()));
        }

        Assert.Equal(["b/", "c/"], folded);
        Assert.Equal(["a", "b0", "d"], keys);
    }

    [Fact]
    public async Task Multipart_makes_the_object_with_a_composite_ETag()
    {
        var store = new MemoryStore();
        var key = ObjectKey.From("big");
        var upload = (await store.Multipart!.InitiateAsync(new(key, ObjectMetadata.None), Cancel)).UploadId;
        var second = await store.Multipart.UploadPartAsync(new(key, upload, 2, 2, new MemoryBody("cd"u8.ToArray())), Cancel);
        var first = await store.Multipart.UploadPartAsync(new(key, upload, 1, 0, new MemoryBody("ab"u8.ToArray())), Cancel);

        var result = await store.Multipart.CompleteAsync(key, upload, [first, second], Cancel);

        byte[] digests = [.. MD5.HashData("ab"u8), .. MD5.HashData("cd"u8)];
        Assert.Equal($"{Convert.ToHexStringLower(MD5.HashData(digests))}-2", result.ETag);
        Assert.Equal("abcd"u8.ToArray(), store.Find(key)!.Content);
        Assert.Equal(0, store.PendingUploads);
    }

    [Fact]
    public async Task Put_with_a_wrong_MD5_is_refused()
    {
        var store = new MemoryStore();
        var put = new PutRequest(new(ObjectKey.From("a"), ObjectMetadata.None), new MemoryBody("x"u8.ToArray())) { Md5 = new byte[16] };

        var failure = await Assert.ThrowsAsync<StorageException>(() => store.Writer!.PutAsync(put, Cancel));

        Assert.Equal(StorageErrorKind.Damaged, failure.Kind);
        Assert.Empty(store.Keys);
    }

    private static async Task<List<ObjectKey>> KeysAsync(MemoryStore store, ListRequest request)
    {
        var keys = new List<ObjectKey>();
        await foreach (var page in store.Reader.ListAsync(request, Cancel))
        {
            Assert.True(page.Entries.Count <= request.PageSize);
            keys.AddRange(page.Entries.Select(entry => entry.Key));
        }

        return keys;
    }
}

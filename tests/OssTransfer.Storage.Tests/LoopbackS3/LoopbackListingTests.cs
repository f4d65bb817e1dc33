using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using OssTransfer.LoopbackS3;

namespace OssTransfer.Storage.Tests.LoopbackS3;

public sealed class LoopbackListingTests : IAsyncLifetime
{
    private const string BucketName = "listed-bucket";
    private LoopbackServer _server = null!;
    private AmazonS3Client _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Bucket Bucket => _server.Buckets[BucketName];

    public async ValueTask InitializeAsync()
    {
        _server = await LoopbackServer.StartAsync(new() { Buckets = [BucketName] }, Cancel);
        _client = Aws.Client(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Pages_hold_every_key_once_in_byte_order(int pageSize)
    {
        var keys = Enumerable.Range(0, 40).Select(i => $"k{i * 7919 % 40:D3}").Concat(["k-", "k.", "k/", "é", "ｱ", "😀", "\uFFFD"]).ToList();
        keys.ForEach(key => Bucket.Put(key, []));

        var v2 = await AllV2Async(pageSize);
        var v1 = await AllV1Async(pageSize);

        var expected = keys.Distinct().OrderBy(key => Convert.ToHexString(Encoding.UTF8.GetBytes(key)), StringComparer.Ordinal).ToList();
        Assert.Equal(expected, v2);
        Assert.Equal(expected, v1);
    }

    [Fact]
    public async Task Thousands_of_keys_written_in_any_order_come_in_order()
    {
        var keys = Enumerable.Range(0, 5003).Select(i => $"{i * 3001 % 5003:D6}").ToList();
        keys.ForEach(key => Bucket.Put(key, []));
        keys.Where(key => key.EndsWith('3')).ToList().ForEach(key => Assert.True(Bucket.Delete(key)));

        var listed = await AllV2Async(1000);

        Assert.Equal(keys.Where(key => !key.EndsWith('3')).Order(StringComparer.Ordinal), listed);
        Assert.Equal(listed.Count, Bucket.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task A_delimiter_rolls_up_over_pages(int pageSize)
    {
        foreach (var key in (string[])["a", "b/1", "b/2", "b/c/3", "b0", "d/", "d/1", "e"])
        {
            Bucket.Put(key, []);
        }

        var (objects, prefixes) = (new List<string>(), new List<string>());
        string? token = null;
        do
        {
            var page = await _client.ListObjectsV2Async(
                new() { BucketName = BucketName, Delimiter = "/", MaxKeys = pageSize, ContinuationToken = token }, Cancel);
            objects.AddRange(page.S3Objects?.Select(one => one.Key) ?? []);
            prefixes.AddRange(page.CommonPrefixes ?? []);
            token = page.NextContinuationToken;
        }
        while (token is not null);

        Assert.Equal(["a", "b0", "e"], objects);
        Assert.Equal(["b/", "d/"], prefixes);
    }

    [Fact]
    public async Task Prefix_and_start_after_narrow_a_listing()
    {
        foreach (var key in (string[])["a/0", "b/1", "b/2", "b/3", "c/4"])
        {
            Bucket.Put(key, []);
        }

        var page = await _client.ListObjectsV2Async(new() { BucketName = BucketName, Prefix = "b/", StartAfter = "b/1" }, Cancel);
        var all = await _client.ListObjectsV2Async(new() { BucketName = BucketName, Prefix = "b/", StartAfter = "a" }, Cancel);
        var none = await _client.ListObjectsV2Async(new() { BucketName = BucketName, Prefix = "b/", StartAfter = "c" }, Cancel);

        Assert.Equal(["b/2", "b/3"], page.S3Objects.Select(one => one.Key));
        Assert.Equal(["b/1", "b/2", "b/3"], all.S3Objects.Select(one => one.Key));
        Assert.Null(none.S3Objects);
    }

    [Fact]
    public async Task An_entry_carries_what_a_head_says()
    {
        var stored = Bucket.Put("k", Aws.Bytes(77), new Dictionary<string, string> { ["x-amz-storage-class"] = "GLACIER" });

        var entry = (await _client.ListObjectsV2Async(new() { BucketName = BucketName }, Cancel)).S3Objects.Single();
        var head = await _client.GetObjectMetadataAsync(BucketName, "k", Cancel);

        Assert.Equal((77, $"\"{stored.ETag}\"", S3StorageClass.Glacier), (entry.Size, entry.ETag, entry.StorageClass));
        Assert.Equal((77, entry.ETag, entry.LastModified), (head.ContentLength, head.ETag, head.LastModified));
    }

    private async Task<List<string>> AllV2Async(int pageSize)
    {
        var keys = new List<string>();
        string? token = null;
        do
        {
            var page = await _client.ListObjectsV2Async(new() { BucketName = BucketName, MaxKeys = pageSize, ContinuationToken = token }, Cancel);
            keys.AddRange(page.S3Objects.Select(one => one.Key));
            token = page.NextContinuationToken;
        }
        while (token is not null);

        return keys;
    }

    private async Task<List<string>> AllV1Async(int pageSize)
    {
        var keys = new List<string>();
        ListObjectsResponse page;
        do
        {
            page = await _client.ListObjectsAsync(
                new ListObjectsRequest { BucketName = BucketName, MaxKeys = pageSize, Marker = keys.LastOrDefault() }, Cancel);
            keys.AddRange(page.S3Objects.Select(one => one.Key));
        }
        while (page.IsTruncated == true);

        return keys;
    }
}

using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using OssTransfer.LoopbackS3;

namespace OssTransfer.Storage.Tests.LoopbackS3;

public sealed class LoopbackServerTests : IAsyncLifetime
{
    private const string BucketName = "first-bucket";
    private LoopbackServer _server = null!;
    private AmazonS3Client _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

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
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(4096, true)]
    [InlineData(300_000, false)]
    [InlineData(3_000_001, true)]
    public async Task Put_of_a_body_comes_back_with_its_metadata(int size, bool chunked)
    {
        var body = Aws.Bytes(size);
        var put = new PutObjectRequest
        {
            BucketName = BucketName,
            Key = "a/b c+d.txt",
            InputStream = new MemoryStream(body),
            UseChunkEncoding = chunked,
            ContentType = "text/x-odd",
            Headers = { CacheControl = "no-store", ContentDisposition = "attachment", ContentEncoding = "gzip", ContentLanguage = "zh" },
            Metadata = { ["colour"] = "blue" },
            StorageClass = S3StorageClass.StandardInfrequentAccess,
        };

        var answer = await _client.PutObjectAsync(put, Cancel);

        var stored = _server.Buckets[BucketName]["a/b c+d.txt"]!;
        Assert.Equal(body, stored.ToArray());
        Assert.Equal($"\"{Convert.ToHexStringLower(MD5.HashData(body))}\"", answer.ETag);
        Assert.Equal("blue", stored.Metadata["colour"]);
        using var got = await _client.GetObjectAsync(BucketName, "a/b c+d.txt", Cancel);
        Assert.Equal("text/x-odd", got.Headers.ContentType);
        Assert.Equal("no-store", got.Headers.CacheControl);
        Assert.Equal("attachment", got.Headers.ContentDisposition);
        Assert.Equal("gzip", got.Headers.ContentEncoding);
        Assert.Equal("zh", got.Headers["Content-Language"]);
        Assert.Equal("blue", got.Metadata["colour"]);
        Assert.Equal(S3StorageClass.StandardInfrequentAccess, got.StorageClass);
        Assert.Equal(body, await ReadAsync(got));
    }

    [Fact]
    public async Task Put_with_the_defaults_of_the_sdk_is_understood()
    {
        using var client = Aws.Client(_server, sdkDefaults: true);
        var body = Aws.Bytes(200_000);

        await client.PutObjectAsync(new() { BucketName = BucketName, Key = "k", InputStream = new MemoryStream(body) }, Cancel);

        Assert.Equal(body, _server.Buckets[BucketName]["k"]!.ToArray());
        Assert.Contains("TRAILER", _server.Requests.Of(S3Operation.PutObject).Single().Headers["x-amz-content-sha256"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_with_a_wrong_content_md5_stores_nothing()
    {
        var put = new PutObjectRequest
        {
            BucketName = BucketName,
            Key = "k",
            InputStream = new MemoryStream(Aws.Bytes(10)),
            MD5Digest = Convert.ToBase64String(MD5.HashData(Aws.Bytes(10, seed: 2))),
        };

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => _client.PutObjectAsync(put, Cancel));

        Assert.Equal("BadDigest", error.ErrorCode);
        Assert.Empty(_server.Buckets[BucketName].Keys);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../up")]
    [InlineData("a//b")]
    [InlineData("a/./b/../c")]
    [InlineData("percent%2Fslash")]
    [InlineData("plus+space tab\tline\nend")]
    [InlineData("\u0001control")]
    [InlineData("emoji😀/ü/日本")]
    [InlineData("?query#fragment&x=y;z")]
    [InlineData("dir/")]
    [InlineData(" lead and trail ")]
    public async Task A_key_is_kept_byte_for_byte(string key)
    {
        var body = Aws.Bytes(20);

        await _client.PutObjectAsync(new() { BucketName = BucketName, Key = key, InputStream = new MemoryStream(body), UseChunkEncoding = false }, Cancel);

        Assert.Equal([key], _server.Buckets[BucketName].Keys);
        using var got = await _client.GetObjectAsync(BucketName, key, Cancel);
        Assert.Equal(body, await ReadAsync(got));
        var list = await _client.ListObjectsV2Async(new() { BucketName = BucketName, Encoding = EncodingType.Url }, Cancel);
        Assert.Equal(key, System.Net.WebUtility.UrlDecode(list.S3Objects.Single().Key));
    }

    [Theory]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=10-19", 10, 10)]
    [InlineData("bytes=990-2000", 990, 10)]
    [InlineData("bytes=-7", 993, 7)]
    [InlineData("bytes=500-", 500, 500)]
    public async Task Get_of_a_range_gives_that_range(string range, int from, int count)
    {
        var body = Aws.Bytes(1000);
        _server.Buckets[BucketName].Put("k", body);

        using var got = await _client.GetObjectAsync(new() { BucketName = BucketName, Key = "k", ByteRange = new(range) }, Cancel);

        Assert.Equal(206, (int)got.HttpStatusCode);
        Assert.Equal($"bytes {from}-{from + count - 1}/1000", got.ContentRange);
        Assert.Equal(body[from..(from + count)], await ReadAsync(got));
    }

    [Fact]
    public async Task Get_beyond_the_end_is_an_invalid_range()
    {
        _server.Buckets[BucketName].Put("k", Aws.Bytes(10));

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(
            () => _client.GetObjectAsync(new() { BucketName = BucketName, Key = "k", ByteRange = new("bytes=10-") }, Cancel));

        Assert.Equal(416, (int)error.StatusCode);
    }

    [Fact]
    public async Task Get_with_another_etag_fails_its_precondition()
    {
        var stored = _server.Buckets[BucketName].Put("k", Aws.Bytes(10));

        using var got = await _client.GetObjectAsync(new() { BucketName = BucketName, Key = "k", EtagToMatch = stored.ETag }, Cancel);
        var error = await Assert.ThrowsAsync<AmazonS3Exception>(
            () => _client.GetObjectAsync(new() { BucketName = BucketName, Key = "k", EtagToMatch = "\"other\"" }, Cancel));

        Assert.Equal(200, (int)got.HttpStatusCode);
        Assert.Equal("PreconditionFailed", error.ErrorCode);
    }

    [Fact]
    public async Task Put_if_none_match_refuses_an_overwrite()
    {
        _server.Buckets[BucketName].Put("k", Aws.Bytes(10));

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(
            () => _client.PutObjectAsync(new() { BucketName = BucketName, Key = "k", ContentBody = "new", IfNoneMatch = "*" }, Cancel));

        Assert.Equal(412, (int)error.StatusCode);
        Assert.Equal(10, _server.Buckets[BucketName]["k"]!.Length);
    }

    [Fact]
    public async Task Delete_removes_one_and_many()
    {
        foreach (var key in (string[])["a", "b", "c", "d"])
        {
            _server.Buckets[BucketName].Put(key, []);
        }

        await _client.DeleteObjectAsync(BucketName, "a", Cancel);
        await _client.DeleteObjectsAsync(
            new() { BucketName = BucketName, Objects = [new() { Key = "b" }, new() { Key = "c" }, new() { Key = "none" }] }, Cancel);

        Assert.Equal(["d"], _server.Buckets[BucketName].Keys);
    }

    [Fact]
    public async Task Missing_things_have_their_codes()
    {
        var noKey = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => _client.GetObjectAsync(BucketName, "none", Cancel));
        var noBucket = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => _client.ListObjectsV2Async(new() { BucketName = "no-such" }, Cancel));
        var noUpload = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => _client.AbortMultipartUploadAsync(BucketName, "k", "none", Cancel));

        Assert.Equal("NoSuchKey", noKey.ErrorCode);
        Assert.Equal("NoSuchBucket", noBucket.ErrorCode);
        Assert.Equal("NoSuchUpload", noUpload.ErrorCode);
    }

    [Fact]
    public async Task Buckets_are_made_found_and_removed()
    {
        await _client.PutBucketAsync("second-bucket", Cancel);
        await _client.HeadBucketAsync(new() { BucketName = "second-bucket" }, Cancel);
        var all = await _client.ListBucketsAsync(Cancel);
        var location = await _client.GetBucketLocationAsync("second-bucket", Cancel);
        await _client.DeleteBucketAsync("second-bucket", Cancel);

        Assert.Equal([BucketName, "second-bucket"], all.Buckets.Select(bucket => bucket.BucketName));
        Assert.Equal("", location.Location?.Value ?? "");
        Assert.False(_server.Buckets.TryGet("second-bucket", out _));
    }

    [Fact]
    public async Task Copy_keeps_or_replaces_metadata()
    {
        _server.Buckets[BucketName].Put("a+b/ü", Aws.Bytes(10), new Dictionary<string, string> { ["x-amz-meta-n"] = "old" });

        await _client.CopyObjectAsync(BucketName, "a+b/ü", BucketName, "kept", Cancel);
        await _client.CopyObjectAsync(
            new()
            {
                SourceBucket = BucketName,
                SourceKey = "a+b/ü",
                DestinationBucket = BucketName,
                DestinationKey = "replaced",
                MetadataDirective = S3MetadataDirective.REPLACE,
                Metadata = { ["n"] = "new" },
            },
            Cancel);

        Assert.Equal("old", _server.Buckets[BucketName]["kept"]!.Metadata["n"]);
        Assert.Equal("new", _server.Buckets[BucketName]["replaced"]!.Metadata["n"]);
        Assert.Equal(Aws.Bytes(10), _server.Buckets[BucketName]["replaced"]!.ToArray());
    }

    [Fact]
    public async Task Requests_are_counted_and_recorded()
    {
        await _client.PutObjectAsync(new() { BucketName = BucketName, Key = "k", ContentBody = "x" }, Cancel);
        await _client.ListObjectsV2Async(new() { BucketName = BucketName }, Cancel);

        Assert.Equal(1, _server.Requests.Count(S3Operation.PutObject));
        Assert.Equal(1, _server.Requests.Count(S3Operation.ListObjectsV2));
        Assert.Equal(2, _server.Requests.Total);
        var put = _server.Requests.Of(S3Operation.PutObject).Single();
        Assert.Equal(("k", BucketName, "/" + BucketName + "/k", 200), (put.Key, put.Bucket, put.RawTarget, put.Status));
    }

    internal static async Task<byte[]> ReadAsync(GetObjectResponse response)
    {
        using var memory = new MemoryStream();
        await response.ResponseStream.CopyToAsync(memory, Cancel);
        return memory.ToArray();
    }
}

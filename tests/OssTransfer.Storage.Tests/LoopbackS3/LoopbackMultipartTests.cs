using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using OssTransfer.LoopbackS3;

namespace OssTransfer.Storage.Tests.LoopbackS3;

public sealed class LoopbackMultipartTests : IAsyncLifetime
{
    private const string BucketName = "parts-bucket";
    private LoopbackServer _server = null!;
    private AmazonS3Client _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Bucket Bucket => _server.Buckets[BucketName];

    public async ValueTask InitializeAsync()
    {
        _server = await LoopbackServer.StartAsync(new() { Buckets = [BucketName], MinPartBytes = 100 }, Cancel);
        _client = Aws.Client(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Parts_become_one_object_with_the_composite_etag()
    {
        var upload = await BeginAsync("k");
        var parts = new List<PartETag>();
        foreach (var number in (int[])[2, 1, 3])
        {
            parts.Add(await PartAsync("k", upload, number, Part(number)));
        }

        var done = await _client.CompleteMultipartUploadAsync(
            new() { BucketName = BucketName, Key = "k", UploadId = upload, PartETags = parts }, Cancel);

        var digests = Enumerable.Range(1, 3).SelectMany(number => MD5.HashData(Part(number))).ToArray();
        var etag = Convert.ToHexStringLower(MD5.HashData(digests)) + "-3";
        Assert.Equal($"\"{etag}\"", done.ETag);
        var stored = Bucket["k"]!;
        Assert.Equal(etag, stored.ETag);
        Assert.Equal([.. Part(1), .. Part(2), .. Part(3)], stored.ToArray());
        Assert.Equal("text/parts", stored.Headers["content-type"]);
        Assert.Equal("yes", stored.Metadata["kept"]);
        Assert.Empty(Bucket.Uploads);
    }

    [Fact]
    public async Task Parts_are_listed_in_pages()
    {
        var upload = await BeginAsync("k");
        for (var number = 1; number <= 5; number++)
        {
            await PartAsync("k", upload, number, Part(number));
        }

        var first = await _client.ListPartsAsync(new() { BucketName = BucketName, Key = "k", UploadId = upload, MaxParts = 3 }, Cancel);
        var second = await _client.ListPartsAsync(
            new() { BucketName = BucketName, Key = "k", UploadId = upload, PartNumberMarker = first.NextPartNumberMarker?.ToString() }, Cancel);

        Assert.True(first.IsTruncated);
        Assert.False(second.IsTruncated);
        Assert.Equal([1, 2, 3, 4, 5], first.Parts.Concat(second.Parts).Select(part => part.PartNumber!.Value));
        Assert.All(first.Parts, part => Assert.Equal($"\"{Convert.ToHexStringLower(MD5.HashData(Part(part.PartNumber!.Value)))}\"", part.ETag));
    }

    [Fact]
    public async Task Uploads_are_listed_and_aborted()
    {
        var one = await BeginAsync("a");
        var two = await BeginAsync("a");
        await BeginAsync("b");

        await _client.AbortMultipartUploadAsync(BucketName, "a", one, Cancel);
        var first = await _client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = BucketName, MaxUploads = 1 }, Cancel);
        var rest = await _client.ListMultipartUploadsAsync(
            new ListMultipartUploadsRequest { BucketName = BucketName, KeyMarker = first.NextKeyMarker, UploadIdMarker = first.NextUploadIdMarker }, Cancel);
        var late = await Assert.ThrowsAsync<AmazonS3Exception>(() => PartAsync("a", one, 1, Part(1)));

        Assert.Equal(("a", two), (first.MultipartUploads.Single().Key, first.MultipartUploads.Single().UploadId));
        Assert.Equal("b", rest.MultipartUploads.Single().Key);
        Assert.Equal("NoSuchUpload", late.ErrorCode);
    }

    [Theory]
    [InlineData("etag", "InvalidPart")]
    [InlineData("missing", "InvalidPart")]
    [InlineData("small", "EntityTooSmall")]
    public async Task Complete_refuses_what_is_not_there(string what, string code)
    {
        var upload = await BeginAsync("k");
        var first = await PartAsync("k", upload, 1, what == "small" ? Aws.Bytes(99) : Part(1));
        var second = await PartAsync("k", upload, 2, Part(2));
        List<PartETag> named = what switch
        {
            "etag" => [first, new(2, first.ETag)],
            "missing" => [first, second, new(3, second.ETag)],
            _ => [first, second],
        };

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => _client.CompleteMultipartUploadAsync(
            new() { BucketName = BucketName, Key = "k", UploadId = upload, PartETags = named }, Cancel));

        Assert.Equal(code, error.ErrorCode);
        Assert.Null(Bucket["k"]);
        Assert.Single(Bucket.Uploads);
    }

    [Fact]
    public async Task A_part_can_be_copied_from_a_range()
    {
        var source = Aws.Bytes(1000);
        Bucket.Put("source", source);
        var upload = await BeginAsync("k");

        var part = await _client.CopyPartAsync(
            new()
            {
                SourceBucket = BucketName,
                SourceKey = "source",
                DestinationBucket = BucketName,
                DestinationKey = "k",
                UploadId = upload,
                PartNumber = 1,
                FirstByte = 100,
                LastByte = 299,
            },
            Cancel);
        await _client.CompleteMultipartUploadAsync(
            new() { BucketName = BucketName, Key = "k", UploadId = upload, PartETags = [new(1, part.ETag)] }, Cancel);

        Assert.Equal(source[100..300], Bucket["k"]!.ToArray());
    }

    [Fact]
    public async Task A_copy_of_parts_has_a_plain_md5()
    {
        var upload = await BeginAsync("k");
        var part = await PartAsync("k", upload, 1, Part(1));
        await _client.CompleteMultipartUploadAsync(
            new() { BucketName = BucketName, Key = "k", UploadId = upload, PartETags = [part] }, Cancel);

        await _client.CopyObjectAsync(BucketName, "k", BucketName, "copy", Cancel);

        Assert.Equal(Convert.ToHexStringLower(MD5.HashData(Part(1))), Bucket["copy"]!.ETag);
    }

    private static byte[] Part(int number) => Aws.Bytes(150 + number, seed: number);

    private async Task<string> BeginAsync(string key)
    {
        var begun = await _client.InitiateMultipartUploadAsync(
            new() { BucketName = BucketName, Key = key, ContentType = "text/parts", Metadata = { ["kept"] = "yes" } }, Cancel);
        return begun.UploadId;
    }

    private async Task<PartETag> PartAsync(string key, string upload, int number, byte[] body)
    {
        var answer = await _client.UploadPartAsync(
            new() { BucketName = BucketName, Key = key, UploadId = upload, PartNumber = number, InputStream = new MemoryStream(body) }, Cancel);
        return new(number, answer.ETag);
    }
}

using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using OssTransfer.Storage.Cloud.S3;
using OssTransfer.Storage.Tests.Conformance;

namespace OssTransfer.Storage.Tests.Cloud.S3;

/// <summary>AWSSDK.S3 as second opinion: what one writes, the other reads back equal.</summary>
public sealed class S3SdkTests : IAsyncDisposable
{
    private const string Bucket = "sdk-second-opinion";
    private static readonly ObjectMetadata Metadata = new()
    {
        ContentType = "text/x-test",
        CacheControl = "max-age=7",
        ContentDisposition = "attachment; filename=\"a b.txt\"",
        ContentEncoding = "gzip",
        ContentLanguage = "de",
        Expires = "Wed, 21 Oct 2037 07:28:00 GMT",
        User = [new("one", "1"), new("two-words", "a b")],
    };

    private readonly List<IAsyncDisposable> _opened = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("loopback")]
    [InlineData("ceph")]
    [InlineData("swift")]
    public async Task Sdk_reads_what_we_write(string server)
    {
        var (store, sdk) = await OpenAsync(server);
        var content = TestContent.Of(70_000);
        var key = $"ours/{Guid.NewGuid():n} +é";

        var result = await store.Writer!.PutAsync(
            new PutRequest(new WriteTarget(ObjectKey.From(key), Metadata), new MemoryBody(content)) { Md5 = MD5.HashData(content) }, Token);
        using var read = await sdk.GetObjectAsync(Bucket, key, Token);
        using var body = new MemoryStream();
        await read.ResponseStream.CopyToAsync(body, Token);

        Assert.Equal(content, body.ToArray());
        Assert.Equal($"\"{result.ETag}\"", read.ETag);
        Assert.Equal(
            (Metadata.ContentType, Metadata.CacheControl, Metadata.ContentDisposition, Metadata.ContentEncoding, Metadata.ContentLanguage),
            (read.Headers.ContentType, read.Headers.CacheControl, read.Headers.ContentDisposition, read.Headers.ContentEncoding,
                read.Headers["Content-Language"]));
        Assert.Equal(("1", "a b"), (read.Metadata["one"], read.Metadata["two-words"]));
        await store.Writer.DeleteAsync(ObjectKey.From(key), Token);
    }

    [Theory]
    [InlineData("loopback")]
    [InlineData("ceph")]
    [InlineData("swift")]
    public async Task We_read_what_the_sdk_writes(string server)
    {
        var (store, sdk) = await OpenAsync(server);
        var content = TestContent.Of(70_000, seed: 2);
        var key = $"sdk/{Guid.NewGuid():n} +é";
        var put = new PutObjectRequest
        {
            BucketName = Bucket,
            Key = key,
            InputStream = new MemoryStream(content),
            ContentType = "text/x-test",
            UseChunkEncoding = false,
        };
        put.Headers.CacheControl = "max-age=7";
        put.Headers.ContentEncoding = "gzip";
        put.Metadata["one"] = "1";

        var written = await sdk.PutObjectAsync(put, Token);
        await using var body = await store.Reader.OpenAsync(new ReadRequest(ObjectKey.From(key)), Token);

        Assert.Equal(content, await TestContent.DrainAsync(body, Token));
        Assert.Equal(written.ETag, $"\"{body.Info.ETag}\"");
        Assert.Equal(
            ("text/x-test", "max-age=7", "gzip"), (body.Info.Metadata.ContentType, body.Info.Metadata.CacheControl, body.Info.Metadata.ContentEncoding));
        Assert.Contains(new("one", "1"), body.Info.Metadata.User);
        await store.Writer!.DeleteAsync(ObjectKey.From(key), Token);
    }

    [Theory]
    [InlineData("loopback")]
    [InlineData("ceph")]
    [InlineData("swift")]
    public async Task Sdk_reads_an_upload_in_parts_and_gives_its_composite_etag(string server)
    {
        var (store, sdk) = await OpenAsync(server);
        var key = ObjectKey.From($"parts/{Guid.NewGuid():n}");
        byte[][] parts = [TestContent.Of(5 << 20), TestContent.Of(77)];
        var upload = (await store.Multipart!.InitiateAsync(new WriteTarget(key, Metadata), Token)).UploadId;
        var sent = new List<UploadedPart>();
        foreach (var part in parts)
        {
            sent.Add(await store.Multipart.UploadPartAsync(
                new PartRequest(key, upload, sent.Count + 1, sent.Sum(p => p.Size!.Value), new MemoryBody(part)) { Md5 = MD5.HashData(part) }, Token));
        }

        await store.Multipart.CompleteAsync(key, upload, sent, Token);
        using var read = await sdk.GetObjectAsync(Bucket, key.ToString(), Token);
        using var body = new MemoryStream();
        await read.ResponseStream.CopyToAsync(body, Token);

        Assert.Equal([.. parts[0], .. parts[1]], body.ToArray());
        Assert.Equal("text/x-test", read.Headers.ContentType);
        var composite = MD5.HashData([.. MD5.HashData(parts[0]), .. MD5.HashData(parts[1])]);
        Assert.Equal($"\"{Convert.ToHexStringLower(composite)}-2\"", read.ETag);
        await store.Writer!.DeleteAsync(key, Token);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in _opened)
        {
            await opened.DisposeAsync();
        }
    }

    private async Task<(IObjectStore Store, IAmazonS3 Sdk)> OpenAsync(string name)
    {
        var server = name switch
        {
            "ceph" => S3TestServer.FromEnvironment("OSSTRANSFER_TEST_CEPH", "ceph"),
            "swift" => S3TestServer.FromEnvironment("OSSTRANSFER_TEST_SWIFT", null),
            _ => await S3TestServer.LoopbackAsync(),
        };
        _opened.Add(server);
        var sdk = server.Sdk();
        try
        {
            await sdk.PutBucketAsync(Bucket, Token);
        }
        catch (AmazonS3Exception e) when (e.ErrorCode is "BucketAlreadyOwnedByYou" or "BucketAlreadyExists")
        {
            // Left by another test.
        }

        var store = S3Stores.Open(server.Options(Bucket));
        _opened.Insert(0, store);
        return (store, sdk);
    }
}

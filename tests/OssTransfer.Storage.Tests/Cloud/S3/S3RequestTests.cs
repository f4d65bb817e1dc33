using System.Net.Sockets;
using System.Security.Cryptography;
using OssTransfer.LoopbackS3;
using OssTransfer.Storage.Cloud;
using OssTransfer.Storage.Tests.Conformance;

namespace OssTransfer.Storage.Tests.Cloud.S3;

/// <summary>What goes over the wire, in all the ways in which a store is reached.</summary>
public sealed class S3RequestTests : S3LoopbackTest
{
    [Fact]
    public async Task A_small_object_costs_one_get_and_one_put_of_few_headers()
    {
        var store = Open();
        var content = TestContent.Of(4096);
        await store.Writer!.PutAsync(
            new PutRequest(new WriteTarget(ObjectKey.From("k"), ObjectMetadata.None), new MemoryBody(content)) { Md5 = MD5.HashData(content) }, Token);
        await GetAsync(store, "k");

        Assert.Equal([S3Operation.PutObject, S3Operation.GetObject], Server.Requests.All.Select(r => r.Operation));
        var put = Server.Requests.All[0].Headers;
        Assert.Equal(Convert.ToBase64String(MD5.HashData(content)), put["Content-MD5"]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), put["x-amz-content-sha256"]);
        Assert.Contains("content-md5;content-type;host;x-amz-content-sha256;x-amz-date", put["Authorization"], StringComparison.Ordinal);
        foreach (var unwanted in new[] { "Expect", "Transfer-Encoding", "User-Agent", "traceparent", "x-amz-checksum-crc32", "x-amz-sdk-checksum-algorithm" })
        {
            Assert.All(Server.Requests.All, request => Assert.False(request.Headers.ContainsKey(unwanted), unwanted));
        }

        // Google's decodes on the way what a request doesn't accept.
        Assert.Equal("gzip", Server.Requests.All[1].Headers["Accept-Encoding"]);
        Assert.DoesNotContain("accept-encoding", Server.Requests.All[1].Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unsigned_payload_is_sent_only_where_it_is_asked_for()
    {
        var store = Open(o => o with { UnsignedPayload = true });

        await PutAsync(store, "k", TestContent.Of(100));

        Assert.Equal("UNSIGNED-PAYLOAD", Server.Requests.All[0].Headers["x-amz-content-sha256"]);
        Assert.Equal(TestContent.Of(100), await GetAsync(store, "k"));
    }

    [Theory]
    [InlineData("/lead")]
    [InlineData("//a/../b/./c//")]
    [InlineData("a%2Fb+c d")]
    [InlineData("..")]
    public async Task Host_addressing_puts_the_bucket_into_the_host_and_leaves_the_path_alone(string key)
    {
        var store = Open(o => o with { Endpoint = "http://s3.local", Addressing = BucketAddressing.Host, Connect = ToServerAsync });

        await PutAsync(store, key, TestContent.Of(10));

        Assert.Equal(TestContent.Of(10), await GetAsync(store, key));
        Assert.Equal([key], await KeysAsync(store));
        Assert.Equal("bucket.s3.local", Server.Requests.All[0].Headers["Host"]);
        Assert.Equal(key, Server.Requests.All[0].Key);
    }

    [Fact]
    public async Task Path_addressing_keeps_a_leading_slash()
    {
        var store = Open();

        await PutAsync(store, "/lead", [1]);

        Assert.Equal("/bucket//lead", Server.Requests.All[0].RawTarget);
    }

    [Fact]
    public async Task Acl_class_and_metadata_bytes_are_sent_and_come_back()
    {
        var store = Open();
        var wire = System.Text.Encoding.Latin1.GetString("中文 é"u8);
        var metadata = new ObjectMetadata
        {
            ContentType = "text/plain",
            ContentDisposition = $"attachment; filename=\"{wire}\"",
            Expires = "never, really",
            User = [new("name", wire), new("spaces", "a  b   c")],
        };

        await store.Writer!.PutAsync(
            new PutRequest(new WriteTarget(ObjectKey.From("k"), metadata) { Acl = "public-read", StorageClass = "STANDARD_IA" }, new MemoryBody(new byte[3])),
            Token);

        MetadataAssert.Same(metadata, (await store.Reader.HeadAsync(ObjectKey.From("k"), Token))!.Metadata);
        var sent = Server.Requests.All[0].Headers;
        Assert.Equal(("public-read", "STANDARD_IA"), (sent["x-amz-acl"], sent["x-amz-storage-class"]));
    }

    [Theory]
    [InlineData(null, ObjectAcl.Private)]
    [InlineData("private", ObjectAcl.Private)]
    [InlineData("public-read", ObjectAcl.PublicRead)]
    [InlineData("public-read-write", ObjectAcl.PublicReadWrite)]
    [InlineData("authenticated-read", ObjectAcl.AuthenticatedRead)]
    [InlineData("aws-exec-read", ObjectAcl.Other)]
    public async Task Acl_that_was_sent_is_told(string? sent, ObjectAcl expected)
    {
        var store = Open();
        await store.Writer!.PutAsync(
            new PutRequest(new WriteTarget(ObjectKey.From("a b"), ObjectMetadata.None) { Acl = sent }, new MemoryBody(new byte[3])), Token);

        Assert.Equal(expected, await store.Acls!.ReadAsync(ObjectKey.From("a b"), Token));
        await AssertFailsAsync(StorageErrorKind.NotFound, () => store.Acls!.ReadAsync(ObjectKey.From("b"), Token));
    }

    [Theory]
    [InlineData("aws-chunked", null)]
    [InlineData("aws-chunked,gzip", "gzip")]
    [InlineData("gzip, aws-chunked", "gzip")]
    [InlineData("gzip", "gzip")]
    public async Task Aws_chunked_is_not_part_of_an_object(string stored, string? encoding)
    {
        var store = Open();
        await PutAsync(store, "k", [1], new ObjectMetadata { ContentEncoding = stored });

        Assert.Equal(encoding, (await store.Reader.HeadAsync(ObjectKey.From("k"), Token))!.Metadata.ContentEncoding);
    }

    [Fact]
    public async Task A_header_that_would_break_the_request_is_refused()
    {
        var store = Open();

        await AssertFailsAsync(StorageErrorKind.Other, () => PutAsync(store, "k", [1], new ObjectMetadata { CacheControl = "a\r\nx-evil: 1" }));

        Assert.Empty(Server.Requests.All);
    }

    [Fact]
    public async Task Copy_takes_the_content_of_one_and_the_headers_that_are_given()
    {
        var store = Open();
        var other = Open(o => o with { Bucket = "other" });
        await PutAsync(other, "/a//b +%2F中", TestContent.Of(500), new ObjectMetadata { ContentType = "text/old", User = [new("old", "1")] });
        var source = await other.Reader.HeadAsync(ObjectKey.From("/a//b +%2F中"), Token);
        var metadata = new ObjectMetadata { ContentType = "text/new", User = [new("new", "2")] };
        var request = new CopyRequest(other, ObjectKey.From("/a//b +%2F中"), new WriteTarget(ObjectKey.From("copy"), metadata)) { IfMatch = source!.ETag };

        Assert.True(store.Copier!.CanCopyFrom(other));
        var result = await store.Copier.CopyAsync(request, Token);

        Assert.Equal(source.ETag, result.ETag);
        Assert.Equal(TestContent.Of(500), await GetAsync(store, "copy"));
        MetadataAssert.Same(metadata, (await store.Reader.HeadAsync(ObjectKey.From("copy"), Token))!.Metadata);
    }

    [Fact]
    public async Task Copy_works_only_inside_a_service_with_the_same_key()
    {
        var store = Open();
        var stranger = Open(o => o with { AccessKey = "other" });
        var elsewhere = Open(o => o with { Endpoint = "http://127.0.0.1:1" });

        Assert.False(store.Copier!.CanCopyFrom(stranger));
        Assert.False(store.Copier.CanCopyFrom(elsewhere));
        await AssertFailsAsync(StorageErrorKind.Unsupported, () => store.Copier.CopyAsync(
            new CopyRequest(stranger, ObjectKey.From("k"), new WriteTarget(ObjectKey.From("k"), ObjectMetadata.None)), Token));
    }

    [Fact]
    public async Task A_proxy_that_is_named_gets_the_request_and_its_credentials()
    {
        using var proxy = new TcpListener(System.Net.IPAddress.Loopback, 0);
        proxy.Start();
        var seen = ServeProxyAsync(proxy);
        var store = Open(o => o with
        {
            Endpoint = "http://store.invalid",
            Proxy = new Secret($"http://user:hunt%40er2@127.0.0.1:{((System.Net.IPEndPoint)proxy.LocalEndpoint).Port}"),
        });

        var failure = await AssertFailsAsync(StorageErrorKind.Throttled, () => KeysAsync(store));

        Assert.StartsWith("GET http://store.invalid/bucket/?", await seen, StringComparison.Ordinal);
        Assert.Contains("Proxy-Authorization: Basic " + Convert.ToBase64String("user:hunt@er2"u8), await seen, StringComparison.Ordinal);
        Assert.DoesNotContain("hunt", failure.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Asks for credentials until they come, then answers 503; the request that had them.</summary>
    private static async Task<string> ServeProxyAsync(TcpListener proxy)
    {
        while (true)
        {
            using var client = await proxy.AcceptTcpClientAsync(Token);
            var buffer = new byte[16_384];
            var length = await client.GetStream().ReadAsync(buffer, Token);
            var request = System.Text.Encoding.Latin1.GetString(buffer, 0, length);
            var known = request.Contains("Proxy-Authorization", StringComparison.Ordinal);
            var status = known ? "503 Service Unavailable" : "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"";
            await client.GetStream().WriteAsync(
                System.Text.Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), Token);
            if (known)
            {
                return request;
            }
        }
    }

    private async ValueTask<Stream> ToServerAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(Server.Url.Host, Server.Url.Port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}

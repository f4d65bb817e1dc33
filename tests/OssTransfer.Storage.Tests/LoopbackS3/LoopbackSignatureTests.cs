using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using OssTransfer.LoopbackS3;

namespace OssTransfer.Storage.Tests.LoopbackS3;

public sealed class LoopbackSignatureTests
{
    private const string BucketName = "signed-bucket";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nobody", null, "InvalidAccessKeyId")]
    [InlineData(null, "wrong secret", "SignatureDoesNotMatch")]
    public async Task Wrong_credentials_are_refused(string? accessKey, string? secretKey, string code)
    {
        await using var server = await StartAsync();
        using var client = Aws.Client(server, accessKey, secretKey);

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => client.ListObjectsV2Async(new() { BucketName = BucketName }, Cancel));

        Assert.Equal((code, HttpStatusCode.Forbidden), (error.ErrorCode, error.StatusCode));
    }

    [Fact]
    public async Task Anonymous_requests_are_refused()
    {
        await using var server = await StartAsync();
        server.Buckets[BucketName].Put("k", [1]);
        using var http = new HttpClient();

        using var answer = await http.GetAsync(new Uri(server.Url, $"/{BucketName}/k"), Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("<Code>AccessDenied</Code>", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-16, false)]
    [InlineData(-14, true)]
    [InlineData(14, true)]
    [InlineData(16, false)]
    public async Task A_clock_may_be_wrong_by_15_minutes(int minutes, bool isAccepted)
    {
        await using var server = await StartAsync();
        server.ClockOffset = TimeSpan.FromMinutes(minutes);
        using var client = Aws.Client(server);
        var list = () => client.ListObjectsV2Async(new() { BucketName = BucketName }, Cancel);

        var error = await Record.ExceptionAsync(list);

        Assert.Equal(isAccepted ? null : "RequestTimeTooSkewed", (error as AmazonS3Exception)?.ErrorCode);
    }

    [Fact]
    public async Task The_date_header_follows_the_clock_of_the_server()
    {
        await using var server = await StartAsync();
        using var http = new HttpClient();
        server.ClockOffset = TimeSpan.FromHours(5);

        using var answer = await http.GetAsync(server.Url, Cancel);

        Assert.InRange(answer.Headers.Date!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(4.9), TimeSpan.FromHours(5.1));
        Assert.Single(answer.Headers.GetValues("Date"));
    }

    [Fact]
    public async Task Presigned_urls_work_until_they_expire()
    {
        await using var server = await StartAsync();
        server.Buckets[BucketName].Put("a b+c/ü", [7]);
        using var client = Aws.Client(server);
        using var http = new HttpClient();
        var url = new Uri(await client.GetPreSignedURLAsync(
            new() { BucketName = BucketName, Key = "a b+c/ü", Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5), Protocol = Protocol.HTTP }));

        using var fresh = await http.GetAsync(url, Cancel);
        server.ClockOffset = TimeSpan.FromMinutes(6);
        using var late = await http.GetAsync(url, Cancel);
        server.ClockOffset = TimeSpan.Zero;
        using var changed = await http.GetAsync(new Uri(url.ToString().Replace("Expires=", "Expires=1", StringComparison.Ordinal)), Cancel);

        Assert.Equal(HttpStatusCode.OK, fresh.StatusCode);
        Assert.Equal([7], await fresh.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, changed.StatusCode);
    }

    [Fact]
    public async Task Another_region_is_named_in_the_refusal()
    {
        await using var server = await LoopbackServer.StartAsync(new() { Buckets = [BucketName], Region = "cn-north-1" }, Cancel);
        using var client = Aws.Client(server);

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => client.ListObjectsV2Async(new() { BucketName = BucketName }, Cancel));

        Assert.Equal("AuthorizationHeaderMalformed", error.ErrorCode);
        Assert.Contains("cn-north-1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_body_does_not_match_its_signed_digest()
    {
        await using var server = await StartAsync();
        using var handler = new BodyFlippingHandler();
        using var client = Aws.Client(server, handler: handler);

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => client.PutObjectAsync(
            new() { BucketName = BucketName, Key = "k", InputStream = new MemoryStream(Aws.Bytes(5000)), UseChunkEncoding = false }, Cancel));

        Assert.Equal("XAmzContentSHA256Mismatch", error.ErrorCode);
        Assert.Empty(server.Buckets[BucketName].Keys);
    }

    [Fact]
    public async Task A_changed_chunk_does_not_match_its_signature()
    {
        await using var server = await StartAsync();
        using var handler = new BodyFlippingHandler();
        using var client = Aws.Client(server, handler: handler);

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => client.PutObjectAsync(
            new() { BucketName = BucketName, Key = "k", InputStream = new MemoryStream(Aws.Bytes(5000)), UseChunkEncoding = true }, Cancel));

        Assert.Equal("SignatureDoesNotMatch", error.ErrorCode);
        Assert.Empty(server.Buckets[BucketName].Keys);
    }

    [Fact]
    public async Task A_session_token_is_asked_for_where_one_is_set()
    {
        await using var server = await LoopbackServer.StartAsync(new() { Buckets = [BucketName], SessionToken = "right" }, Cancel);
        using var without = Aws.Client(server);
        using var wrong = Aws.Client(server, sessionToken: "wrong");
        using var right = Aws.Client(server, sessionToken: "right");
        var request = new ListObjectsV2Request { BucketName = BucketName };

        var none = await Assert.ThrowsAsync<AmazonS3Exception>(() => without.ListObjectsV2Async(request, Cancel));
        var invalid = await Assert.ThrowsAsync<AmazonS3Exception>(() => wrong.ListObjectsV2Async(request, Cancel));
        var answer = await right.ListObjectsV2Async(request, Cancel);

        Assert.Equal(("InvalidAccessKeyId", "InvalidToken"), (none.ErrorCode, invalid.ErrorCode));
        Assert.Equal(HttpStatusCode.OK, answer.HttpStatusCode);
    }

    private static Task<LoopbackServer> StartAsync() => LoopbackServer.StartAsync(new() { Buckets = [BucketName] }, Cancel);
}

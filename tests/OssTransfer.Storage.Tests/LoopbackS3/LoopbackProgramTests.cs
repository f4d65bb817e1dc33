using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;
using Amazon.S3;

namespace OssTransfer.Storage.Tests.LoopbackS3;

public sealed class LoopbackProgramTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_program_is_seeded_steered_and_stopped()
    {
        var portFile = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var program = await LoopbackProgram.StartAsync(
            Cancel, "--access-key", "ak", "--secret", "sk", "--bucket", "one", "--seed", "1500:100:deep/", "--bucket", "two", "--admin-token", "t0k",
            "--port-file", portFile);
        using var client = Client(program, "ak", "sk");
        using var admin = new HttpClient { BaseAddress = program.Url };
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "t0k");

        var page = await client.ListObjectsV2Async(new() { BucketName = "one", Prefix = "deep/" }, Cancel);
        using var got = await client.GetObjectAsync("one", page.S3Objects[3].Key, Cancel);
        using var added = await admin.PostAsJsonAsync(
            "/_loopback/faults", new { kind = "Error", status = 503, code = "SlowDown", operations = new[] { "ListObjectsV2" } }, Cancel);
        var slow = await Assert.ThrowsAsync<AmazonS3Exception>(() => client.ListObjectsV2Async(new() { BucketName = "two" }, Cancel));
        await client.ListObjectsV2Async(new() { BucketName = "two" }, Cancel);
        var counts = await admin.GetFromJsonAsync<Dictionary<string, long>>("/_loopback/counts", Cancel);

        Assert.Equal((1000, true), (page.S3Objects.Count, page.IsTruncated));
        var body = await LoopbackServerTests.ReadAsync(got);
        Assert.Equal(100, body.Length);
        Assert.Equal(page.S3Objects[3].ETag, $"\"{Convert.ToHexStringLower(MD5.HashData(body))}\"");
        Assert.NotEqual(page.S3Objects[2].ETag, page.S3Objects[3].ETag);
        Assert.Equal(HttpStatusCode.NoContent, added.StatusCode);
        Assert.Equal("SlowDown", slow.ErrorCode);
        Assert.Equal(3, counts!["ListObjectsV2"]);
        Assert.Equal(program.Url.Port.ToString(), await File.ReadAllTextAsync(portFile, Cancel));
        Assert.Equal(0, await program.StopAsync(Cancel));
        File.Delete(portFile);
    }

    [Fact]
    public async Task Https_is_spoken_with_the_certificate_and_the_key_of_a_file()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=loopback", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n", Cancel);
        await using var program = await LoopbackProgram.StartAsync(Cancel, "--certificate", file);
        File.Delete(file);
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown!.RawData.AsSpan().SequenceEqual(certificate.RawData),
        };
        using var client = new HttpClient(handler) { BaseAddress = program.Url };

        using var answer = await client.GetAsync("/", Cancel);

        Assert.Equal(("https", HttpStatusCode.Forbidden), (program.Url.Scheme, answer.StatusCode));
    }

    [Fact]
    public async Task Rules_are_taken_from_nobody_without_the_token()
    {
        await using var program = await LoopbackProgram.StartAsync(Cancel, "--admin-token", "t0k");
        using var stranger = new HttpClient { BaseAddress = program.Url };

        using var refused = await stranger.PostAsJsonAsync("/_loopback/faults", new { kind = "Error" }, Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Discarded_bodies_are_hashed_and_counted()
    {
        await using var program = await LoopbackProgram.StartAsync(Cancel, "--access-key", "ak", "--secret", "sk", "--bucket", "one", "--discard");
        using var client = Client(program, "ak", "sk");
        var body = Aws.Bytes(400_000);

        var put = await client.PutObjectAsync(new() { BucketName = "one", Key = "k", InputStream = new MemoryStream(body) }, Cancel);
        var head = await client.GetObjectMetadataAsync("one", "k", Cancel);

        Assert.Equal($"\"{Convert.ToHexStringLower(MD5.HashData(body))}\"", put.ETag);
        Assert.Equal(400_000, head.ContentLength);
    }

    private static AmazonS3Client Client(LoopbackProgram program, string accessKey, string secretKey) => new(
        new BasicAWSCredentials(accessKey, secretKey),
        new AmazonS3Config { ServiceURL = program.Url.ToString(), ForcePathStyle = true, MaxErrorRetry = 0, AuthenticationRegion = "us-east-1" });
}

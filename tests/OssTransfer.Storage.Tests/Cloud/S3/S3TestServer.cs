using Amazon.Runtime;
using Amazon.S3;
using OssTransfer.LoopbackS3;
using OssTransfer.Storage.Cloud.S3;

namespace OssTransfer.Storage.Tests.Cloud.S3;

/// <summary>An S3 server that tests talk to, and AWSSDK.S3 as the independent client of it.</summary>
public sealed class S3TestServer(string endpoint, string accessKey, string secretKey, string? profile) : IAsyncDisposable
{
    private IAsyncDisposable? _process;

    /// <summary>The server of <c>http://host:port;accesskey;secret</c> in an environment variable; skips the test where it isn't set.</summary>
    public static S3TestServer FromEnvironment(string variable, string? profile)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        Assert.SkipWhen(string.IsNullOrEmpty(value), $"Set {variable}=http://host:port;accesskey;secret to run this against a real server.");
        var parts = value!.Split(';');
        return new S3TestServer(parts[0], parts[1], parts[2], profile);
    }

    /// <summary>A LoopbackS3 of its own, in this process.</summary>
    public static async Task<S3TestServer> LoopbackAsync()
    {
        var server = await LoopbackServer.StartAsync();
        return new S3TestServer(server.Url.GetLeftPart(UriPartial.Authority), server.AccessKey, server.SecretKey, "aws") { _process = server };
    }

    public S3StoreOptions Options(string bucket) => new()
    {
        Endpoint = endpoint,
        Bucket = bucket,
        AccessKey = accessKey,
        SecretKey = new Secret(secretKey),
        Profile = profile,
    };

    public IAmazonS3 Sdk() => new AmazonS3Client(new BasicAWSCredentials(accessKey, secretKey), new AmazonS3Config
    {
        ServiceURL = endpoint,
        AuthenticationRegion = "us-east-1",
        ForcePathStyle = true,
        UseHttp = true,
        RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        MaxErrorRetry = 0,
    });

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;
}

using Amazon.Runtime;
using Amazon.S3;
using OssTransfer.LoopbackS3;

namespace OssTransfer.Storage.Tests.LoopbackS3;

/// <summary>AWSSDK.S3 as the client: it was written by those who wrote the protocol.</summary>
internal static class Aws
{
    public static AmazonS3Client Client(
        LoopbackServer server,
        string? accessKey = null,
        string? secretKey = null,
        string? sessionToken = null,
        bool sdkDefaults = false,
        HttpMessageHandler? handler = null,
        string? virtualHostUrl = null)
    {
        var config = new AmazonS3Config
        {
            ServiceURL = virtualHostUrl ?? server.Url.ToString(),
            AuthenticationRegion = "us-east-1",
            ForcePathStyle = virtualHostUrl is null,
            MaxErrorRetry = 0,
            DisableClockSkewCorrection = true,
            Timeout = TimeSpan.FromSeconds(20),
            IgnoreConfiguredEndpointUrls = true,
            RequestChecksumCalculation = sdkDefaults ? RequestChecksumCalculation.WHEN_SUPPORTED : RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = sdkDefaults ? ResponseChecksumValidation.WHEN_SUPPORTED : ResponseChecksumValidation.WHEN_REQUIRED,
            HttpClientFactory = handler is null ? null : new HandlerFactory(handler),
        };
        return new(Credentials(accessKey ?? server.AccessKey, secretKey ?? server.SecretKey, sessionToken), config);
    }

    /// <summary>Bytes that are the same in every run and different for every seed.</summary>
    public static byte[] Bytes(int count, int seed = 1)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static AWSCredentials Credentials(string accessKey, string secretKey, string? sessionToken) =>
        sessionToken is null ? new BasicAWSCredentials(accessKey, secretKey) : new SessionAWSCredentials(accessKey, secretKey, sessionToken);

    private sealed class HandlerFactory(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);
    }
}

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
        bool sdkDefaults = false,
        TimeSpan? timeout = null) =>
        new(
            new BasicAWSCredentials(accessKey ?? server.AccessKey, secretKey ?? server.SecretKey),
            new AmazonS3Config
            {
                ServiceURL = server.Url.ToString(),
                AuthenticationRegion = "us-east-1",
                ForcePathStyle = true,
                MaxErrorRetry = 0,
                Timeout = timeout ?? TimeSpan.FromSeconds(20),
                IgnoreConfiguredEndpointUrls = true,
                RequestChecksumCalculation = sdkDefaults ? RequestChecksumCalculation.WHEN_SUPPORTED : RequestChecksumCalculation.WHEN_REQUIRED,
                ResponseChecksumValidation = sdkDefaults ? ResponseChecksumValidation.WHEN_SUPPORTED : ResponseChecksumValidation.WHEN_REQUIRED,
            });

    /// <summary>Bytes that are the same in every run and different for every seed.</summary>
    public static byte[] Bytes(int count, int seed = 1)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}

using Amazon.S3;
using Amazon.S3.Model;
using OssTransfer.Oracle;

namespace OssTransfer.EndToEnd.Tests.Running;

/// <summary>What a client by others lists and reads.</summary>
internal static class AwsReading
{
    public static async Task<Manifest> ReadAsync(AmazonS3Client client, string bucket)
    {
        var read = new List<Manifest>();
        await foreach (var found in
            client.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = bucket }).S3Objects.WithCancellation(TestContext.Current.CancellationToken))
        {
            using var answer = await client.GetObjectAsync(bucket, found.Key, TestContext.Current.CancellationToken);
            using var body = new MemoryStream();
            await answer.ResponseStream.CopyToAsync(body, TestContext.Current.CancellationToken);
            var headers = answer.Metadata.Keys.Select(name => KeyValuePair.Create(name, answer.Metadata[name]))
                .Prepend(KeyValuePair.Create("content-type", answer.Headers.ContentType));
            read.Add(Manifest.Of(found.Key, body.ToArray(), headers));
        }

        return Manifest.Of(read);
    }
}

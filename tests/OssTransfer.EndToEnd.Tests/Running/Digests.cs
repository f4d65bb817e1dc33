using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using OssTransfer.LoopbackS3;

namespace OssTransfer.EndToEnd.Tests.Running;

/// <summary>MD5 of everything, by key, made past the product.</summary>
internal static class Digests
{
    public static SortedDictionary<string, string> OfDirectory(string path) => Sorted(
        Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(file => (Path.GetRelativePath(path, file), Md5(File.ReadAllBytes(file)))));

    public static SortedDictionary<string, string> OfBucket(Bucket bucket) =>
        Sorted(bucket.Objects.Select(stored => (stored.Key, Md5(stored.ToArray()))));

    /// <summary>What another client lists and reads.</summary>
    public static async Task<SortedDictionary<string, string>> OfBucketAsync(AmazonS3Client client, string bucket)
    {
        var digests = Sorted([]);
        await foreach (var found in
            client.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = bucket }).S3Objects.WithCancellation(TestContext.Current.CancellationToken))
        {
            using var answer = await client.GetObjectAsync(bucket, found.Key, TestContext.Current.CancellationToken);
            using var body = new MemoryStream();
            await answer.ResponseStream.CopyToAsync(body, TestContext.Current.CancellationToken);
            digests.Add(found.Key, Md5(body.ToArray()));
        }

        return digests;
    }

    private static SortedDictionary<string, string> Sorted(IEnumerable<(string Key, string Md5)> rows) =>
        new(rows.ToDictionary(row => row.Key, row => row.Md5), StringComparer.Ordinal);

    private static string Md5(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
}

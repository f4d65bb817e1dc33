using OssTransfer.Storage.Cloud;
using OssTransfer.Storage.Cloud.S3;
using OssTransfer.Transfer;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Benchmarks;

/// <summary>One pass of the engine between two buckets that somebody else serves. What a job costs beyond it is the price of its durability.</summary>
internal static class EnginePass
{
    /// <summary>Moves everything; 0 where everything is proven.</summary>
    public static async Task<int> RunAsync(
        string sourceUrl, string destinationUrl, (string Bucket, string AccessKey, string SecretKey) from, string to, bool isUnsigned)
    {
        await using var source = Open(sourceUrl, from.Bucket, TransferSide.Source);
        await using var destination = Open(destinationUrl, to, TransferSide.Destination);
        var engine = new TransferEngine(new());
        var items = await EngineBenchmark.ListAsync(source);
        var outcomes = await EngineBenchmark.MoveAsync(engine, new(source, destination, new()), items);
        var proven = outcomes.Count(outcome => outcome.Kind == OutcomeKind.Transferred);
        Console.WriteLine($"{proven} of {items.Count} objects are transferred and proven");
        return proven == items.Count ? 0 : 1;

        GuardedStore Open(string url, string bucket, TransferSide side) =>
            new(S3Stores.Open(Options(url, bucket, from.AccessKey, from.SecretKey) with { UnsignedPayload = isUnsigned }), new() { Side = side });
    }

    /// <summary>A bucket of one of the servers that are measured against.</summary>
    public static S3StoreOptions Options(string url, string bucket, string accessKey, string secretKey) => new()
    {
        Endpoint = url,
        Bucket = bucket,
        AccessKey = accessKey,
        SecretKey = new(secretKey),
        Region = "us-east-1",
        Addressing = BucketAddressing.Path,
    };
}

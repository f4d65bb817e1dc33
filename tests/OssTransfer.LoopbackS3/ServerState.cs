using System.Globalization;
using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3;

/// <summary>What all parts of a running server share.</summary>
internal sealed class ServerState
{
    private long _lastId;

    public ServerState(LoopbackOptions options)
    {
        Options = options;
        Clock = new(options.TimeProvider);
        Buckets = new(Clock);
        Requests = new(options.LogRequests);
        foreach (var name in options.Buckets)
        {
            Buckets.Add(name);
        }
    }

    public LoopbackOptions Options { get; }

    public OffsetClock Clock { get; }

    public BucketSet Buckets { get; }

    public FaultSet Faults { get; } = new();

    public RequestLog Requests { get; }

    /// <summary>The Date header where Kestrel's own would not do, else null.</summary>
    public string? DateHeader =>
        Clock.IsSystem ? null : Clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The ETag of content with this MD5, as the vendor that is played makes it.</summary>
    public string ETagOf(byte[] md5) => Options.Habits.Spelt(Convert.ToHexStringLower(
        Options.Habits.HidesMd5s ? System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes("sealed " + NextId())) : md5));

    /// <summary>An identifier that this server has not given before.</summary>
    public string NextId() => Interlocked.Increment(ref _lastId).ToString("X16", CultureInfo.InvariantCulture);

    public Bucket Bucket(S3Request request)
    {
        var name = request.Target.Bucket;
        if (Buckets.TryGet(name, out var bucket))
        {
            return bucket;
        }

        return Options.AutoCreateBuckets ? Buckets.Add(name) : throw S3Errors.NoSuchBucket;
    }
}

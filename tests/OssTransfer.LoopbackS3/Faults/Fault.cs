using System.Text.Json.Serialization;

namespace OssTransfer.LoopbackS3;

/// <summary>A rule: which requests, how many of them, and what goes wrong. Everything that is not given matches.</summary>
public sealed record Fault
{
    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>Only these operations; empty for all.</summary>
    public IReadOnlyList<S3Operation> Operations { get; init; } = [];

    /// <summary>Only this bucket.</summary>
    public string? Bucket { get; init; }

    /// <summary>Only this key.</summary>
    public string? Key { get; init; }

    /// <summary>Only keys that begin so.</summary>
    public string? KeyPrefix { get; init; }

    /// <summary>Only this part number.</summary>
    public int? PartNumber { get; init; }

    /// <summary>So many matching requests pass first.</summary>
    public int Skip { get; init; }

    /// <summary>So many requests are hit; null until the rule is removed.</summary>
    public int? Times { get; init; } = 1;

    /// <summary>Of the matching requests every n-th is hit.</summary>
    public int Every { get; init; } = 1;

    /// <summary>For <see cref="FaultKind.Error"/> and <see cref="FaultKind.ErrorInOk"/>.</summary>
    public int Status { get; init; } = 500;

    /// <summary>For <see cref="FaultKind.Error"/> and <see cref="FaultKind.ErrorInOk"/>.</summary>
    public string Code { get; init; } = "InternalError";

    /// <summary>For <see cref="FaultKind.Error"/>: sent in whole seconds.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>For <see cref="FaultKind.Slow"/> and <see cref="FaultKind.StallBody"/>; null stalls until the client goes away.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>For the faults in a body.</summary>
    public long AfterBytes { get; init; }

    /// <summary>For <see cref="FaultKind.CutBody"/>: a reset instead of an early end.</summary>
    public bool Reset { get; init; }

    /// <summary>For <see cref="FaultKind.ErrorInOk"/>.</summary>
    public bool EffectDone { get; init; }

    /// <summary>For <see cref="FaultKind.Hook"/>: runs while the request waits.</summary>
    [JsonIgnore]
    public Func<RequestRecord, CancellationToken, Task>? Hook { get; init; }

    /// <summary>503 SlowDown, <paramref name="times"/> times or (null) until removed.</summary>
    public static Fault SlowDown(int? times = 1, TimeSpan? retryAfter = null, params S3Operation[] operations) =>
        new() { Kind = FaultKind.Error, Status = 503, Code = "SlowDown", Times = times, RetryAfter = retryAfter, Operations = operations };

    /// <summary>500 InternalError.</summary>
    public static Fault InternalError(int? times = 1, params S3Operation[] operations) =>
        new() { Kind = FaultKind.Error, Times = times, Operations = operations };

    /// <summary>From now on the session's credentials have expired.</summary>
    public static Fault ExpiredCredentials() => new() { Kind = FaultKind.Error, Status = 400, Code = "ExpiredToken", Times = null };

    /// <summary>From now on the access key is unknown.</summary>
    public static Fault RevokedKey() => new() { Kind = FaultKind.Error, Status = 403, Code = "InvalidAccessKeyId", Times = null };

    /// <summary>From now on the bucket is gone.</summary>
    public static Fault BucketGone(string bucket) =>
        new() { Kind = FaultKind.Error, Status = 404, Code = "NoSuchBucket", Bucket = bucket, Times = null };

    /// <summary>From now on nothing more can be written.</summary>
    public static Fault QuotaExceeded() => new()
    {
        Kind = FaultKind.Error,
        Status = 403,
        Code = "QuotaExceeded",
        Times = null,
        Operations =
        [
            S3Operation.PutObject,
            S3Operation.UploadPart,
            S3Operation.CopyObject,
            S3Operation.UploadPartCopy,
            S3Operation.CreateMultipartUpload,
            S3Operation.CompleteMultipartUpload,
        ],
    };
}

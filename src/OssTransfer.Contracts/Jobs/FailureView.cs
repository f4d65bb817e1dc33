namespace OssTransfer.Contracts.Jobs;

/// <summary>One object that failed, conflicts or needs restoring: one line of the failures stream.</summary>
public sealed record FailureView
{
    /// <summary>The whole key at the source; bytes that are not UTF-8 show as U+FFFD.</summary>
    public required string Key { get; init; }

    /// <summary>The key's bytes in Base64; null where <see cref="Key"/> says them exactly.</summary>
    public string? KeyBase64 { get; init; }

    /// <summary>Bytes as listed; null where unknown.</summary>
    public long? Size { get; init; }

    /// <summary>Why, for people.</summary>
    public required string Reason { get; init; }

    /// <summary>list, transfer, check or delete.</summary>
    public required string Phase { get; init; }

    /// <summary>The run it happened in.</summary>
    public int Run { get; init; }

    /// <summary>
    /// The name of the reason, as in <see cref="FailureGroup.Reason"/>; null for what vanished at the source, and where an older silo answers.
    /// </summary>
    public string? Group { get; init; }
}

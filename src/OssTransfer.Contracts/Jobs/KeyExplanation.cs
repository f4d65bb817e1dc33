namespace OssTransfer.Contracts.Jobs;

/// <summary>What a job's passes decided about one key, as far as that is kept.</summary>
public sealed record KeyExplanation
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>The whole key at the source; bytes that are not UTF-8 show as U+FFFD.</summary>
    public required string Key { get; init; }

    /// <summary>The key's bytes in Base64; null where <see cref="Key"/> says them exactly.</summary>
    public string? KeyBase64 { get; init; }

    /// <summary>The job's <c>sync-compare</c> as it is now.</summary>
    public required string SyncCompare { get; init; }

    /// <summary>The job's <c>sync-overwrite</c> as it is now.</summary>
    public required string SyncOverwrite { get; init; }

    /// <summary>The passes, the latest last.</summary>
    public required IReadOnlyList<PassExplanation> Passes { get; init; }
}

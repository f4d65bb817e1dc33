namespace OssTransfer.Contracts.Jobs;

/// <summary>Objects of a run that failed for the same reason.</summary>
public sealed record FailureGroup
{
    /// <summary>
    /// The reason: <c>conflict</c>, <c>needs-restore</c>, <c>missing</c>, <c>different</c>, <c>check-differs</c>, <c>not-deleted</c>,
    /// <c>only-at-destination</c>, <c>refused</c> and the like, or a side and what it said, such as <c>destination-denied</c>; <c>uncounted</c> for those
    /// that an older version counted. There may be new ones.
    /// </summary>
    public required string Reason { get; init; }

    /// <summary>The reason in a few words, for people.</summary>
    public required string Title { get; init; }

    /// <summary>How many objects.</summary>
    public long Count { get; init; }

    /// <summary>One of them: its whole key at the source; null where none is noted. Bytes that are not UTF-8 show as U+FFFD.</summary>
    public string? Key { get; init; }

    /// <summary>The key's bytes in Base64; null where <see cref="Key"/> says them exactly.</summary>
    public string? KeyBase64 { get; init; }

    /// <summary>What is said of that one, for people; null where none is noted.</summary>
    public string? Example { get; init; }

    /// <summary>What helps, for people; null where unknown.</summary>
    public string? Advice { get; init; }
}

namespace OssTransfer.Contracts.Jobs;

/// <summary>How far a run's check is.</summary>
public sealed record CheckNumbers
{
    /// <summary>Objects to check.</summary>
    public long Objects { get; init; }

    /// <summary>Objects checked.</summary>
    public long Checked { get; init; }

    /// <summary>Objects that differ or are missing at the destination.</summary>
    public long Differences { get; init; }

    /// <summary>Bytes read for it so far.</summary>
    public long BytesRead { get; init; }

    /// <summary>Of a check job: objects that the destination has not; null: a check after a transfer, which doesn't distinguish them.</summary>
    public long? Missing { get; init; }

    /// <summary>Of a check job: objects that have another size or other content at the destination.</summary>
    public long? Different { get; init; }

    /// <summary>Of a check job: objects that could not be compared.</summary>
    public long? Unreadable { get; init; }

    /// <summary>Of a check job: objects that only the destination has; null: not looked for.</summary>
    public long? Extra { get; init; }
}

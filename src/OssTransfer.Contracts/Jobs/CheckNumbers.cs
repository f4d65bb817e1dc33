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
}

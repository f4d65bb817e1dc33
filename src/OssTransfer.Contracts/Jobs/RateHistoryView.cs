namespace OssTransfer.Contracts.Jobs;

/// <summary>How fast a job has been since its run began, or went on.</summary>
public sealed record RateHistoryView
{
    /// <summary>Seconds that each point is of: the longer it goes on, the more.</summary>
    public required long StepSeconds { get; init; }

    /// <summary>Bytes read per second, the oldest first; at most 120.</summary>
    public required IReadOnlyList<long> BytesPerSecond { get; init; }

    /// <summary>Objects that ended per second, at the same times.</summary>
    public required IReadOnlyList<double> ObjectsPerSecond { get; init; }
}

namespace OssTransfer.Contracts.Jobs;

/// <summary>An earlier run of a job, in short.</summary>
public sealed record RunView
{
    /// <summary>Its number.</summary>
    public required int Run { get; init; }

    /// <summary>Its exit code; null where it has none.</summary>
    public ExitCode? ExitCode { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Objects listed.</summary>
    public required long Listed { get; init; }

    /// <summary>Objects transferred.</summary>
    public required long Transferred { get; init; }

    /// <summary>Objects found equal.</summary>
    public required long Skipped { get; init; }

    /// <summary>Objects that failed, conflict or must be restored.</summary>
    public required long Failed { get; init; }

    /// <summary>Bytes transferred.</summary>
    public required long BytesTransferred { get; init; }

    /// <summary>Objects deleted at the destination.</summary>
    public long Deleted { get; init; }
}

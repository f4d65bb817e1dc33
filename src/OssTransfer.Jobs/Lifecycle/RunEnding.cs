namespace OssTransfer.Jobs.Lifecycle;

/// <summary>How a run came to its end, as far as the exit code depends on it.</summary>
public sealed record RunEnding
{
    /// <summary>Everything was listed, every shard finished, and the sum adds up.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Objects that failed, conflict or need restoring, and differences that the check found.</summary>
    public required long Failures { get; init; }
}

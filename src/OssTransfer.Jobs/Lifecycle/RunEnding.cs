using OssTransfer.Storage;

namespace OssTransfer.Jobs.Lifecycle;

/// <summary>How a run came to its end, as far as the exit code depends on it.</summary>
public sealed record RunEnding
{
    /// <summary>Everything was listed, every shard finished, and the sum adds up.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Objects that failed, conflict or need restoring, and differences that the check found.</summary>
    public required long Failures { get; init; }

    /// <summary>The problem for which the system stopped the run; null where it didn't.</summary>
    public StorageErrorKind? StoppedBy { get; init; }

    /// <summary>The user interrupted it.</summary>
    public bool IsInterrupted { get; init; }
}

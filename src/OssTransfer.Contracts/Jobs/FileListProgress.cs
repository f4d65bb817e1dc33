using System.Text.Json.Serialization;

namespace OssTransfer.Contracts.Jobs;

/// <summary>How far a job's list has arrived.</summary>
public sealed record FileListProgress
{
    /// <summary>
    /// <see cref="ExitCode.Done"/> where it is taken, <see cref="ExitCode.Usage"/> where it is no list, <see cref="ExitCode.NotAllowed"/> where the state
    /// forbids it or there is no such job.
    /// </summary>
    public ExitCode Code { get; init; }

    /// <summary>What happened and what to do.</summary>
    public required string Message { get; init; }

    /// <summary>The number of the chunk that comes next.</summary>
    public int Next { get; init; }

    /// <summary>All of the list is here.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Whether the silo took it.</summary>
    [JsonIgnore]
    public bool IsTaken => Code == ExitCode.Done;
}

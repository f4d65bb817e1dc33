using System.Text.Json.Serialization;

namespace OssTransfer.Contracts.Jobs;

/// <summary>How far a job's list has arrived.</summary>
public sealed record ListProgress
{
    /// <summary>An exit code of the command line: 0 taken, 2 not a list, 6 not allowed in this state or no such job.</summary>
    public int Code { get; init; }

    /// <summary>What happened and what to do.</summary>
    public required string Message { get; init; }

    /// <summary>The number of the chunk that comes next.</summary>
    public int Next { get; init; }

    /// <summary>All of the list is here.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Whether the silo took it.</summary>
    [JsonIgnore]
    public bool IsTaken => Code == 0;
}

using System.Text.Json.Serialization;

namespace OssTransfer.Contracts.Jobs;

/// <summary>The answer to a command, and the body of every error.</summary>
public sealed record CommandAnswer
{
    /// <summary>An exit code of the command line: 0 done, 2 usage or configuration, 5 credentials or endpoint, 6 not allowed in this state or no such job, 1 anything else.</summary>
    public int Code { get; init; }

    /// <summary>What happened, to what, and what to do.</summary>
    public required string Message { get; init; }

    /// <summary>The job's name; null where none came to be.</summary>
    public string? JobId { get; init; }

    /// <summary>The job's state afterwards; null where there is none.</summary>
    public string? State { get; init; }

    /// <summary>The run's number afterwards; 0 where there is none.</summary>
    public int Run { get; init; }

    /// <summary>Things worth knowing that are no errors.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>All errors of a configuration.</summary>
    public IReadOnlyList<ConfigErrorView> Errors { get; init; } = [];

    /// <summary>Whether the command was carried out.</summary>
    [JsonIgnore]
    public bool IsDone => Code == 0;
}

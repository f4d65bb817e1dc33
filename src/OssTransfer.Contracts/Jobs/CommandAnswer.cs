using System.Text.Json.Serialization;

namespace OssTransfer.Contracts.Jobs;

/// <summary>The answer to a command, and the body of every error.</summary>
public sealed record CommandAnswer
{
    /// <summary>
    /// What the command line exits with: <see cref="ExitCode.Usage"/> for usage or configuration, <see cref="ExitCode.Stopped"/> for credentials or endpoint,
    /// <see cref="ExitCode.NotAllowed"/> where the state forbids it or there is no such job.
    /// </summary>
    public ExitCode Code { get; init; }

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
    public IReadOnlyList<ConfigError> Errors { get; init; } = [];

    /// <summary>Whether the command was carried out.</summary>
    [JsonIgnore]
    public bool IsDone => Code == ExitCode.Done;
}

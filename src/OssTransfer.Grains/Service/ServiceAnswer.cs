namespace OssTransfer.Grains.Service;

/// <summary>The answer to a command.</summary>
/// <param name="Code">An exit code of the contract: 0 done, 2 bad configuration, 5 credentials or endpoint, 6 not allowed in this state or no such job, 1 anything else.</param>
/// <param name="Message">What happened, to what, and what to do; one or two sentences.</param>
public sealed record ServiceAnswer(int Code, string Message)
{
    /// <summary>The job's name (generated, where the configuration has none); null where none came to be.</summary>
    public string? JobId { get; init; }

    /// <summary>The job's state afterwards.</summary>
    public string? State { get; init; }

    /// <summary>The run's number afterwards.</summary>
    public int Run { get; init; }

    /// <summary>Things worth knowing that are no errors.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>All errors of a configuration.</summary>
    public IReadOnlyList<ServiceError> Errors { get; init; } = [];
}

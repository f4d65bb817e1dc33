namespace OssTransfer.Contracts.Jobs;

/// <summary>A job's configuration.</summary>
public sealed record JobConfigView
{
    /// <summary>The job's name.</summary>
    public required string JobId { get; init; }

    /// <summary>The text of job.cfg with masked secrets.</summary>
    public required string Config { get; init; }
}

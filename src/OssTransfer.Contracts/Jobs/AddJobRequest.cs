namespace OssTransfer.Contracts.Jobs;

/// <summary>A job to add (<c>POST /api/jobs</c>) or the new configuration of one (<c>PUT /api/jobs/{id}/config</c>).</summary>
public sealed record AddJobRequest
{
    /// <summary>The text of job.cfg, with <c>env:</c> and <c>file:</c> resolved.</summary>
    public required string Config { get; init; }

    /// <summary>The caller's IANA time zone, for <c>sync-since</c>; null for the silo's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Don't list one page on both sides first.</summary>
    public bool SkipCheck { get; init; }

    /// <summary>The user confirms what needs it.</summary>
    public bool Confirmed { get; init; }

    /// <summary>One pass only, whatever the configuration says.</summary>
    public bool OnePass { get; init; }

    /// <summary>Who asks and under which id.</summary>
    public CommandRequest? Command { get; init; }
}

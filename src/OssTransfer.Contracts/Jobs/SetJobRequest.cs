namespace OssTransfer.Contracts.Jobs;

/// <summary>New limits for a job, whatever it is doing (<c>POST /api/jobs/{id}/settings</c>).</summary>
public sealed record SetJobRequest
{
    /// <summary><c>max-bandwidth</c> and <c>max-requests</c> as in job.cfg; <c>none</c> for no limit. What is not named stays.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The caller's IANA time zone, for timetables that name none; null for the silo's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Who asks and under which id.</summary>
    public CommandRequest? Command { get; init; }
}

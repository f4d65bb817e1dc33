namespace OssTransfer.Jobs.Config;

/// <summary>What a <c>job.cfg</c> means depends on this, and on nothing else.</summary>
/// <param name="Now">The time of the command.</param>
/// <param name="TimeZone">The zone of the user, in which times without an offset are read.</param>
/// <param name="Random">Random bits for a generated job-ID.</param>
public sealed record JobConfigContext(DateTimeOffset Now, TimeZoneInfo TimeZone, uint Random)
{
    /// <summary>What a secret that is written as <c>***</c> stands for (<c>edit</c>, a stored text); null: <c>***</c> is refused.</summary>
    public JobSecrets? KeptSecrets { get; init; }

    /// <summary>The text was checked when it was stored: what only this machine lacks (a time zone) is no error in it. Default false.</summary>
    public bool IsStored { get; init; }

    /// <summary>Names that <c>src-profile</c> and <c>des-profile</c> may have; null: any well-formed name.</summary>
    public IReadOnlyCollection<string>? Profiles { get; init; }
}

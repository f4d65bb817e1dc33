namespace OssTransfer.Jobs.Config;

/// <summary>
/// What a user asked for in a <c>job.cfg</c>, checked and with every default filled in. It holds no secret: those are in <see cref="JobSecrets"/>.
/// Its durable form is the text that <see cref="JobConfigText"/> writes.
/// </summary>
/// <param name="JobId">The job's name: see <see cref="JobIds"/>.</param>
/// <param name="Source">Where objects come from.</param>
/// <param name="Destination">Where they go.</param>
public sealed record JobSpec(string JobId, SourceSpec Source, DestinationSpec Destination)
{
    /// <summary>Runs that are kept where a job doesn't say.</summary>
    public const int DefaultKeepRuns = 10;

    /// <summary>Runs that a job may keep at most.</summary>
    public const int MaxKeepRuns = 100;

    /// <summary>What the job does.</summary>
    public JobKind Kind { get; init; } = JobKind.Transfer;

    /// <summary>Which objects.</summary>
    public FilterSpec Filter { get; init; } = FilterSpec.None;

    /// <summary>Incremental passes.</summary>
    public SyncSpec Sync { get; init; } = new();

    /// <summary>How the result is checked.</summary>
    public CheckSpec Check { get; init; } = new();

    /// <summary>What the job may use.</summary>
    public LimitSpec Limits { get; init; } = new();

    /// <summary>Who is notified.</summary>
    public NotifySpec Notify { get; init; } = new();

    /// <summary>Runs whose reports and history stay, the latest included.</summary>
    public int KeepRuns { get; init; } = DefaultKeepRuns;

    /// <summary>The lines of its file list may name digests: a job that compares can compare the destination with them.</summary>
    public bool ReadsDigests => Kind == JobKind.Check;

    /// <summary>What an inventory says counts as what the source says: only where objects are read, so that a difference is found out.</summary>
    public bool TrustsInventory => Kind == JobKind.Transfer && Source.TrustsInventory;
}

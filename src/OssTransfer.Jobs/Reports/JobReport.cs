using OssTransfer.Jobs.Runs;

namespace OssTransfer.Jobs.Reports;

/// <summary>What a user may know of a job: the numbers of <c>status</c>. Counts are those of the run <see cref="Run"/>.</summary>
public sealed record JobReport
{
    /// <summary>The job's name.</summary>
    public required string JobId { get; init; }

    /// <summary>ready, running, pausing, stopping, removing, paused, waiting, done or failed.</summary>
    public required string State { get; init; }

    /// <summary>Why it is paused, failed or waiting for its turn, and how to go on; null where there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>The run's number, from 1; 0 before the first.</summary>
    public int Run { get; init; }

    /// <summary>What the run does now: list, transfer, check, report; null while none is active.</summary>
    public string? Phase { get; init; }

    /// <summary>The run's exit code; null until it ends.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Objects by how they ended.</summary>
    public required ObjectCounts Objects { get; init; }

    /// <summary>Bytes.</summary>
    public required ByteCounts Bytes { get; init; }

    /// <summary>Objects that ended per second, lately.</summary>
    public double ObjectsPerSecond { get; init; }

    /// <summary>Bytes transferred a second, lately.</summary>
    public double BytesPerSecond { get; init; }

    /// <summary>Seconds left at the present rate; null where unknown (listing goes on, nothing moves).</summary>
    public double? EtaSeconds { get; init; }

    /// <summary>Every key of the source was listed in this run.</summary>
    public bool ListingComplete { get; init; }

    /// <summary>Objects by kind of proof: <c>md5</c>, <c>md5-parts</c>, <c>md5-parts-listed</c>, <c>content-md5</c>, <c>checksum</c>, <c>read-back</c>, <c>head</c>.</summary>
    public required IReadOnlyDictionary<string, long> Proofs { get; init; }

    /// <summary>Objects whose source publishes no digest of the whole object.</summary>
    public long SourceUnproven { get; init; }

    /// <summary>Progress of the check; null before it starts.</summary>
    public CheckProgress? Check { get; init; }

    /// <summary>When the run started; null before the first.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the run ended; null while it goes on.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When the next pass starts; null where none will.</summary>
    public DateTimeOffset? NextPassAt { get; init; }

    /// <summary>The runs before, as many as are kept; the latest is the last.</summary>
    public IReadOnlyList<RunSummary> History { get; init; } = [];

    /// <summary>Bytes that the states of the job's shards take in the database, catalogue included; 0 where unknown.</summary>
    public long StateBytes { get; init; }

    /// <summary>Machines that read the source; null: any, empty: nobody knows which. Not for users.</summary>
    public IReadOnlyList<string>? SourceMachines { get; init; }

    /// <summary>Machines that write to the destination, likewise.</summary>
    public IReadOnlyList<string>? DestinationMachines { get; init; }

    /// <summary>The job's, for those who look its state up; not for users.</summary>
    public ulong Incarnation { get; init; }

    /// <summary>What was left behind.</summary>
    public NotCarriedCounts NotCarried { get; init; } = new();
}

using System.Text.Json.Serialization;

namespace OssTransfer.Contracts.Jobs;

/// <summary>One job in <c>status --json</c>. Names and order of the members are a promise to scripts; new ones come at the end.</summary>
public sealed record JobView
{
    /// <summary>The job's name.</summary>
    public required string JobId { get; init; }

    /// <summary>ready, running, pausing, stopping, removing, paused, waiting, done or failed.</summary>
    public required string State { get; init; }

    /// <summary>Why it is in that state and how to go on; null where there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>The run the numbers belong to, from 1; 0 before the first.</summary>
    public int Run { get; init; }

    /// <summary>The run's exit code; null until it ends.</summary>
    public ExitCode? ExitCode { get; init; }

    /// <summary>Objects by how they ended.</summary>
    public required ObjectNumbers Objects { get; init; }

    /// <summary>Bytes.</summary>
    public required ByteNumbers Bytes { get; init; }

    /// <summary>Objects that ended per second, lately.</summary>
    public double ObjectsPerSecond { get; init; }

    /// <summary>Bytes read per second, on the wire, lately: what a limit of bandwidth bounds.</summary>
    public long BytesPerSecond { get; init; }

    /// <summary>Seconds until the run ends, at the speed of about the last half minute; null where unknown.</summary>
    public long? EtaSeconds { get; init; }

    /// <summary>Every key of the source was listed in this run.</summary>
    public bool ListingComplete { get; init; }

    /// <summary>
    /// Objects by kind of proof: <c>md5</c>, <c>md5-parts</c>, <c>md5-parts-listed</c>, <c>content-md5</c>, <c>checksum</c>, <c>read-back</c>,
    /// <c>head</c>, <c>size</c>.
    /// </summary>
    public required IReadOnlyDictionary<string, long> Proofs { get; init; }

    /// <summary>When the run started, with offset; null before the first.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the run ended; null while it goes on.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When the next pass starts; null where none will.</summary>
    public DateTimeOffset? NextPassAt { get; init; }

    /// <summary>
    /// What the run does now: transfer (which lists, too), check, delete or report; of a check job check in place of transfer; null while none is active.
    /// </summary>
    public string? Phase { get; init; }

    /// <summary>Progress of the check; null before it starts.</summary>
    public CheckNumbers? Check { get; init; }

    /// <summary>Objects whose source publishes no digest of the whole object.</summary>
    public long SourceUnproven { get; init; }

    /// <summary>Bytes that the job's durable state takes; 0 where unknown.</summary>
    public long StateBytes { get; init; }

    /// <summary>What was not carried over.</summary>
    public NotCarriedNumbers NotCarried { get; init => field = value ?? new(); } = new();

    /// <summary>The runs before this one, as many as are kept; the latest is the last.</summary>
    public IReadOnlyList<RunView> History { get => field ?? []; init; }

    /// <summary>
    /// A worker ended without recording all that it sent, as one does that is killed: <c>sent</c> and <c>copiedInside</c> are a lower bound.
    /// </summary>
    public bool SentAtLeast { get; init; }

    /// <summary>Objects of the run that ended badly or differ. Those that a check job found to be missing or different are among the failed ones.</summary>
    [JsonIgnore]
    public long Flaws => Objects.Failed + Objects.Conflict + Objects.NeedsRestore
        + (Check is { } check ? check.Differences - (check.Missing ?? 0) - (check.Different ?? 0) : 0);

    /// <summary>What becomes of what vanished at the source; null: it is not looked for, or that isn't decided yet.</summary>
    public DeleteNumbers? Deletes { get; init; }

    /// <summary>
    /// How far the run is, 0 to 100 with one decimal, over all its phases: by bytes where objects are large, by objects where they are small, and never
    /// lower than before within a run. Null before its listing is complete.
    /// </summary>
    public double? Percent { get; init; }

    /// <summary>The run's phases, in their order; empty before the first run.</summary>
    public IReadOnlyList<PhaseView> Phases { get => field ?? []; init; }

    /// <summary>The objects under way that are largest and that take longest, a few of them.</summary>
    public IReadOnlyList<FlightView> InFlight { get => field ?? []; init; }

    /// <summary>What limits the job at this moment; null where unknown, or it doesn't move anything.</summary>
    public BottleneckView? Bottleneck { get; init; }

    /// <summary>How fast the run has been until now; null where unknown, or nothing moves.</summary>
    public RateHistoryView? Rates { get; init; }

    /// <summary>What failed, differs or is only at the destination, by reason, the most frequent first; empty where nothing did.</summary>
    public IReadOnlyList<FailureGroup> Failures { get => field ?? []; init; }

    /// <summary>True while the run is under way or on its way to an end.</summary>
    [JsonIgnore]
    public bool IsActive => State is "ready" or "running" or "pausing" or "stopping" or "removing";

    /// <summary>True where the job compares and moves nothing, as far as that is seen: its bytes are those that are read for it.</summary>
    [JsonIgnore]
    public bool Compares => Check?.Missing is not null;
}

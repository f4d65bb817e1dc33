namespace OssTransfer.Contracts.Jobs;

/// <summary>A report in numbers: its <c>summary.json</c>. Names of the members are a promise to scripts.</summary>
public sealed record ReportSummary
{
    /// <summary>The job's name.</summary>
    public required string JobId { get; init; }

    /// <summary>transfer or check.</summary>
    public required string JobType { get; init; }

    /// <summary>The run that it is of; 0 before the first.</summary>
    public required int Run { get; init; }

    /// <summary>The job's state.</summary>
    public required string State { get; init; }

    /// <summary>The run's exit code; null: it has not ended, and what is counted and listed here is of different moments.</summary>
    public ExitCode? ExitCode { get; init; }

    /// <summary>When the run started, with offset.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When the report was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The version of the program that made it.</summary>
    public required string Program { get; init; }

    /// <summary>Whether all that was listed has ended.</summary>
    public required ReportSum Sum { get; init; }

    /// <summary>Objects by how they ended.</summary>
    public required ObjectNumbers Objects { get; init; }

    /// <summary>Bytes.</summary>
    public required ByteNumbers Bytes { get; init; }

    /// <summary>As in <see cref="JobView.SentAtLeast"/>.</summary>
    public bool SentAtLeast { get; init; }

    /// <summary>Objects by kind of proof.</summary>
    public required IReadOnlyDictionary<string, long> Proofs { get; init; }

    /// <summary>Objects whose source publishes no digest of the whole object.</summary>
    public long SourceUnproven { get; init; }

    /// <summary>The check; null where there was none.</summary>
    public CheckNumbers? Check { get; init; }

    /// <summary>What was not carried over.</summary>
    public required NotCarriedNumbers NotCarried { get; init; }

    /// <summary>The runs before, as many as are kept.</summary>
    public required IReadOnlyList<RunView> History { get; init; }

    /// <summary>The lists beside it.</summary>
    public required IReadOnlyList<ReportList> Lists { get; init; }
}

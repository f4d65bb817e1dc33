using OssTransfer.Jobs.Runs;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Notices;

/// <summary>What came of a run, counted as <c>status</c> counts it.</summary>
public sealed record NoticeNumbers
{
    /// <summary>Objects listed.</summary>
    public long Listed { get; init; }

    /// <summary>Objects transferred.</summary>
    public long Transferred { get; init; }

    /// <summary>Objects found equal.</summary>
    public long Skipped { get; init; }

    /// <summary>Objects that filters or <c>sync-since</c> leave out.</summary>
    public long Excluded { get; init; }

    /// <summary>Objects deleted between listing and reading.</summary>
    public long Gone { get; init; }

    /// <summary>Objects that failed.</summary>
    public long Failed { get; init; }

    /// <summary>Objects that conflict with something newer at the destination.</summary>
    public long Conflict { get; init; }

    /// <summary>Objects that must be restored at the source.</summary>
    public long NeedsRestore { get; init; }

    /// <summary>Differences that the check found.</summary>
    public long Differences { get; init; }

    /// <summary>Of a check job: objects that the destination has not; null: nothing was compared, and the others of these are null, too.</summary>
    public long? Missing { get; init; }

    /// <summary>Of a check job: objects that differ.</summary>
    public long? Different { get; init; }

    /// <summary>Of a check job: objects that could not be compared.</summary>
    public long? Unreadable { get; init; }

    /// <summary>Of a check job: objects that only the destination has; null: not looked for.</summary>
    public long? Extra { get; init; }

    /// <summary>Bytes of what was transferred.</summary>
    public long BytesTransferred { get; init; }

    /// <summary>Objects that <c>failures</c> names.</summary>
    public long Flaws => Failed + Conflict + NeedsRestore + Differences;

    /// <summary>Those of a run.</summary>
    public static NoticeNumbers Of(RunState run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var ended = run.Ended;
        return new()
        {
            Listed = run.List.Counts.Objects,
            Transferred = ended[OutcomeKind.Transferred],
            Skipped = ended[OutcomeKind.Skipped],
            Excluded = ended[OutcomeKind.Excluded],
            Gone = ended[OutcomeKind.Gone],
            Failed = ended[OutcomeKind.Failed],
            Conflict = ended[OutcomeKind.Conflict],
            NeedsRestore = ended[OutcomeKind.NeedsRestore],
            Differences = (run.Check?.Result.Differences ?? 0) + RunEnd.FailingExtras(run),
            Missing = run.Compares ? ended.Missing : null,
            Different = run.Compares ? ended.Different : null,
            Unreadable = run.Compares ? ended.Unreadable : null,
            Extra = run.Compares ? run.List.Counts.Extras : null,
            BytesTransferred = ended.BytesTransferred,
        };
    }
}

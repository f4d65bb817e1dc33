using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Runs;

/// <summary>What stays of a run in a job's history.</summary>
/// <param name="Number">The run.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="FinishedAt">When it ended; null for one that a change of the job's places cut off.</param>
/// <param name="ExitCode">Its exit code; null where it has none.</param>
/// <param name="Listed">Objects listed.</param>
/// <param name="Transferred">Objects transferred.</param>
/// <param name="Skipped">Objects found equal.</param>
/// <param name="Failed">Objects that failed, conflict or must be restored.</param>
/// <param name="BytesTransferred">Their bytes.</param>
public sealed record RunSummary(
    int Number, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, ExitCode? ExitCode, long Listed, long Transferred, long Skipped, long Failed,
    long BytesTransferred)
{
    /// <summary>Objects deleted at the destination.</summary>
    public long Deleted { get; init; }

    /// <summary>A run in short.</summary>
    public static RunSummary Of(RunState run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var ended = run.Ended;
        return new(
            run.Number,
            run.StartedAt,
            run.FinishedAt,
            run.ExitCode,
            run.List.Counts.Objects,
            ended[OutcomeKind.Transferred],
            ended[OutcomeKind.Skipped],
            ended[OutcomeKind.Failed] + ended[OutcomeKind.Conflict] + ended[OutcomeKind.NeedsRestore],
            ended.BytesTransferred)
        {
            Deleted = run.Deletes?.Result.Deleted ?? 0,
        };
    }

    /// <summary>As a user sees it.</summary>
    public RunView ToView() => new()
    {
        Run = Number,
        ExitCode = ExitCode,
        StartedAt = StartedAt,
        FinishedAt = FinishedAt,
        Listed = Listed,
        Transferred = Transferred,
        Skipped = Skipped,
        Failed = Failed,
        BytesTransferred = BytesTransferred,
        Deleted = Deleted,
    };
}

using OssTransfer.Contracts;
using OssTransfer.Jobs.Deletes;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Planning;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Runs;

/// <summary>How a run ends, pure: its exit code, what comes after it, and what users read.</summary>
public static class RunEnd
{
    /// <summary>The reports are written: the run has ended, and the next pass has its time where there is one.</summary>
    public static JobState AfterReport(JobState state, RunPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(policy);
        var run = state.Run! with { FailsExtras = policy.FailsExtras };
        var code = ExitCodes.Of(new RunEnding { IsComplete = run.Incomplete is null, Failures = Flaws(run) });
        var ended = run with { Phase = RunPhase.Ended, FinishedAt = now, ExitCode = code };
        var next = state.OnePass ? null : policy.Interval;
        return state with
        {
            Run = ended,
            History = [.. state.History.TakeLast(policy.KeepRuns - 1)],
            Reason = Joined(
                ReasonOf(state, ended) is { } reason ? reason + UnlessOnePass(state, RedoAdvice(state, ended, code)) : null,
                DeleteText.Of(ended.Deletes, state.JobId, advises: !state.OnePass)),
            Status = next is not null ? JobStatus.Waiting : code == ExitCode.Done ? JobStatus.Done : JobStatus.Failed,
            NextPassAt = next is { } interval ? now + interval : null,
        };
    }

    /// <summary>No pass of this job ever starts again.</summary>
    public static JobState Close(JobState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var run = Dropped(state.Run, now);
        return state with
        {
            Status = run is { ExitCode: ExitCode.Done } ? JobStatus.Done : JobStatus.Failed,
            Reason = run is null ? "finished before its first run" : ReasonOf(state, run),
            PauseCode = null,
            After = AfterStop.None,
            IsClosed = true,
            NextPassAt = null,
            Run = run,
        };
    }

    /// <summary>A run that goes on no more; one that has ended stays as it is.</summary>
    internal static RunState? Dropped(RunState? run, DateTimeOffset now) => run is { ExitCode: null }
        ? run with
        {
            Phase = RunPhase.Ended,
            FinishedAt = now,
            ExitCode = ExitCode.Incomplete,
            Incomplete = run.Incomplete ?? "stopped before it was complete",
        }
        : run;

    /// <summary>Everything listed must have ended, key by key; otherwise the run may not be called complete.</summary>
    internal static string? Imbalance(RunState run)
    {
        var ended = run.Ended;
        return run.List.Counts.Objects == ended.Total && run.List.Counts.Keys == ended.Keys
            ? null
            : $"{run.List.Counts.Objects} objects were listed but {ended.Total} ended, or others than were listed";
    }

    /// <summary>What wasn't listed can't have been transferred.</summary>
    internal static string? Unreadable(ListingCounts counts) => counts.UnreadableDirectories == 0
        ? null
        : "a directory of the source could not be read, so what lies below it is unknown";

    private static long Flaws(RunState run)
    {
        var ended = run.Ended;
        return ended[OutcomeKind.Failed] + ended[OutcomeKind.Conflict] + ended[OutcomeKind.NeedsRestore]
            + (run.Check?.Result.Differences ?? 0) + FailingExtras(run) + FailedDeletes(run);
    }

    /// <summary>What only the destination has, where that counts as a difference.</summary>
    internal static long FailingExtras(RunState run) => run is { Compares: true, FailsExtras: true } ? run.List.Counts.Extras ?? 0 : 0;

    private static long FailedDeletes(RunState run) => run.Deletes?.Result.Failed ?? 0;

    private static string? Joined(string? one, string? other) => one is null || other is null ? one ?? other : $"{one}. {other}";

    /// <summary>Objects that ended badly, in words. A comparison has several kinds of failure.</summary>
    private static IEnumerable<(long Count, string What)> FlawsOf(RunState run)
    {
        var ended = run.Ended;
        return run.Compares
            ?
            [
                (ended.Missing, "missing at the destination"),
                (ended.Different, "different"),
                (ended.Unreadable, "could not be compared"),
                (ended[OutcomeKind.NeedsRestore], "must be restored at the source"),
                (FailingExtras(run), "only at the destination"),
            ]
            :
            [
                (ended[OutcomeKind.Failed], "failed"),
                (ended[OutcomeKind.Conflict], "conflict with something newer at the destination"),
                (ended[OutcomeKind.NeedsRestore], "must be restored at the source"),
                (run.Check?.Result.Differences ?? 0, "differ after the transfer"),
                (FailedDeletes(run), "could not be deleted"),
            ];
    }

    /// <summary>What isn't in order, and where it is named; null where nothing is.</summary>
    private static string? ReasonOf(JobState state, RunState run)
    {
        var reason = run.Incomplete ?? (Flaws(run) == 0
            ? null
            : string.Join(", ", FlawsOf(run).Where(part => part.Count > 0).Select(part => $"{part.Count} {part.What}")));
        return reason is null ? null : reason + UnlessOnePass(state, $"; see {Advice.Of("failures", state.JobId)}");
    }

    /// <summary>
    /// What helps. Something newer at the destination stays, however often it is tried: only who wrote it can say that it may go. Failures that only a new
    /// listing can clear need to be fixed at the source first.
    /// </summary>
    private static string RedoAdvice(JobState state, RunState run, ExitCode code)
    {
        var (redo, flaws) = (Advice.Of("redo", state.JobId), Flaws(run));
        if (code != ExitCode.Failures || flaws == FailedDeletes(run))
        {
            return $", then {redo}";
        }

        if (flaws == run.List.Counts.NeedNewListing)
        {
            return state.FileList is null
                ? $", fix what it names, then {redo}"
                : $", send the corrected list with {Advice.Of("edit", state.JobId, "--file-list", "FILE")}, then {redo}";
        }

        var first = run.Ended[OutcomeKind.Conflict] > 0 ? ", remove at the destination what need not stay" : "";
        return $"{first}, then {Advice.Of("redo", state.JobId, TakesUp(run))}";
    }

    /// <summary>What takes up what ended badly. What is only at the destination a repair leaves alone.</summary>
    private static string TakesUp(RunState run) =>
        run.Mode == RunMode.Repair || (run.Compares && run.Ended.Missing + run.Ended.Different > 0) ? "--repair" : "--failed";

    // No silo takes commands for the job of a 'run': that command itself says how to go on.
    private static string UnlessOnePass(JobState state, string advice) => state.OnePass ? "" : advice;
}

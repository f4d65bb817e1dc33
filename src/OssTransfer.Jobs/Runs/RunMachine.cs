using System.Collections.Immutable;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Runs;

/// <summary>
/// The decisions of a run's master, pure: what to hand out, what a report changes, what comes next.
/// Each takes a state and gives the next one; the same report again changes nothing.
/// </summary>
public static class RunMachine
{
    /// <summary>The number that the next run will have.</summary>
    public static int NextRunNumber(JobState state) => (state.Run?.Number ?? 0) + 1;

    /// <summary>
    /// A ready job's turn has come: a run that was paused goes on, otherwise the next one starts, and what the last one remembers goes into the catalogue.
    /// A run whose source or destination was changed never goes on: the next one starts from nothing.
    /// </summary>
    public static JobState Start(JobState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state is { Run.ExitCode: null, NeedsRedo: false }
            ? state with { Status = JobStatus.Running, Reason = null, PauseCode = null }
            : StartNext(state, now);
    }

    private static JobState StartNext(JobState state, DateTimeOffset now) =>
        state with
        {
            Status = JobStatus.Running,
            Reason = null,
            PauseCode = null,
            NextPassAt = null,
            Catalogue = state.NeedsRedo ? Catalogue.Empty : state.WholeCatalogue,
            NeedsRedo = false,
            PastRuns = state.Run is { } past ? state.PastRuns.Add(PastRun.Of(past)) : state.PastRuns,
            History = state.Run is { } last ? Latest(state.History.Add(RunSummary.Of(last)), JobState.MaxHistory) : state.History,
            Run = new() { Number = NextRunNumber(state), Mode = state.NextMode, StartedAt = now },
            NextMode = RunMode.Changes,
        };

    /// <summary>The next shard that nobody holds; null: nothing to do at present.</summary>
    public static Assignment? Next(JobState state, RunPolicy policy, Func<ShardId, bool> isHeld)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(isHeld);
        return state switch
        {
            { Status: JobStatus.Running, Run: { } run } => run.Phase switch
            {
                RunPhase.Transfer => NextTransfer(run, FileListMachine.HasMore(state), policy, isHeld),
                RunPhase.Check => NextCheck(run, isHeld),
                RunPhase.Report => Free(new(run.Number, ShardKind.Report, 0, 0), 0, isHeld),
                _ => null,
            },
            _ when NeedsCleanup(state) && !AnyOpenHeld(state.Run!, isHeld) => Free(new(state.Run!.Number, ShardKind.Cleanup, 0, 0), 0, isHeld),
            _ => null,
        };
    }

    /// <summary>
    /// Work was dropped that may have uploads open. It is cleaned up once nobody holds a shard,
    /// before the next run starts, and before the credentials are forgotten.
    /// </summary>
    public static bool NeedsCleanup(JobState state) =>
        state is { Status: JobStatus.Stopping or JobStatus.Removing, Run: { IsCleanedUp: false, Open.IsEmpty: false } };

    /// <summary>The dropped work has left nothing behind, or nothing that can be mended.</summary>
    public static JobState FinishCleanup(JobState state, ShardId shard)
    {
        ArgumentNullException.ThrowIfNull(state);
        return NeedsCleanup(state) && state.Run!.Number == shard.Run ? WithRun(state, run => run with { IsCleanedUp = true }) : state;
    }

    /// <summary>Hands the list shard to a new attempt.</summary>
    public static JobState TakeList(JobState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return WithRun(state, run => run with { List = run.List with { Term = run.List.Term + 1 } });
    }

    /// <summary>
    /// Whether this attempt still has the list shard and counts on from where the position is. A repeated report, even one without shards, is behind the position.
    /// </summary>
    public static bool Accepts(JobState state, int runNumber, ListingReport report)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(report);
        return state.Run is { Phase: RunPhase.Transfer } run
            && run.Number == runNumber
            && !run.List.IsDone
            && run.List.Term == report.Term
            && run.List.Shards == report.FirstShard
            && run.List.Segments == report.FirstSegment
            && (report.Through is null || run.List.Through is not { } through || report.Through > through);
    }

    /// <summary>Moves the position over what a list shard planned. Call only where <see cref="Accepts"/>.</summary>
    public static JobState RecordListing(JobState state, ListingReport report)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(report);
        return WithRun(state, run =>
        {
            var open = run.Open.ToBuilder();
            for (var i = 0; i < report.Manifests.Length; i++)
            {
                if (report.Manifests[i] != 0)
                {
                    open[run.List.Shards + i] = report.Manifests[i];
                }
            }

            return run with
            {
                Open = open.ToImmutable(),
                Incomplete = run.Incomplete ?? UnreadableReason(report.Counts),
                List = run.List with
                {
                    Shards = run.List.Shards + report.Manifests.Length,
                    Segments = run.List.Segments + report.Segments,
                    Through = report.Through ?? run.List.Through,
                    IsDone = report.IsDone,
                    Counts = run.List.Counts.Add(report.Counts),
                },
            };
        });
    }

    /// <summary>Adds a finished move shard, once.</summary>
    public static JobState FinishMove(JobState state, ShardId shard, ShardResult result)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Run is { Phase: RunPhase.Transfer } run && run.Number == shard.Run && run.Open.ContainsKey(shard.Number)
            ? state with { Run = run with { Open = run.Open.Remove(shard.Number), Parts = run.Parts.Remove(shard.Number), Moved = run.Moved.Add(result) } }
            : state;
    }

    /// <summary>A finish shard has started its upload and lets others move the parts. Once for an attempt.</summary>
    public static JobState PlanParts(JobState state, ShardId finish, int attempt, int count)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Run is not { Phase: RunPhase.Transfer } run || run.Number != finish.Run || !run.Open.ContainsKey(finish.Number))
        {
            return state;
        }

        var before = run.Parts.GetValueOrDefault(finish.Number);
        return before is null || before.Attempt < attempt
            ? state with { Run = run with { Parts = run.Parts.SetItem(finish.Number, new(attempt, before?.Planned ?? 0, count)) } }
            : state;
    }

    /// <summary>Notes a part shard that has ended, once.</summary>
    /// <param name="state">The job.</param>
    /// <param name="part">The part shard.</param>
    /// <param name="endsUpload">It found that the upload can't be finished.</param>
    public static JobState FinishPart(JobState state, ShardId part, bool endsUpload)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (IsUseless(state, part) || state.Run!.Parts[part.List] is not { } parts)
        {
            return state;
        }

        var ended = parts with { Ended = parts.Ended.Add(part.Number - parts.First), IsOver = endsUpload };
        return state with { Run = state.Run with { Parts = state.Run.Parts.SetItem(part.List, ended) } };
    }

    /// <summary>Whether a part shard belongs to an upload that was given up: who works on it shall stop.</summary>
    public static bool IsUseless(JobState state, ShardId part)
    {
        ArgumentNullException.ThrowIfNull(state);
        return part.Kind == ShardKind.Part
            && (state.Run is not { } run || run.Number != part.Run || run.Parts.GetValueOrDefault(part.List) is not { IsOver: false } parts || part.Number < parts.First);
    }

    /// <summary>Adds a finished check shard, once.</summary>
    public static JobState FinishCheck(JobState state, ShardId shard, CheckResult result)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Run is { Phase: RunPhase.Check, Check: { } check } run && run.Number == shard.Run && !check.Finished.Contains(shard.Number)
            ? state with { Run = run with { Check = check with { Finished = check.Finished.Add(shard.Number), Result = check.Result.Add(result) } } }
            : state;
    }

    /// <summary>The reports are written: the run has ended.</summary>
    public static JobState FinishReport(JobState state, ShardId shard, RunPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(policy);
        return state.Run is { Phase: RunPhase.Report } run && run.Number == shard.Run ? End(state, run, policy, now) : state;
    }

    /// <summary>Goes on to the next phase where the present one is finished; the same state where it isn't.</summary>
    public static JobState Advance(JobState state, RunPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(policy);
        return state switch
        {
            { Status: not JobStatus.Running } => state,
            { Run: { Phase: RunPhase.Transfer, List.IsDone: true, Open.IsEmpty: true } run } =>
                state with { Run = AfterTransfer(run with { Incomplete = run.Incomplete ?? Imbalance(run) }, policy) },
            { Run: { Phase: RunPhase.Check, Check: { } check } run } when check.Finished.Count == check.Shards =>
                state with { Run = run with { Phase = RunPhase.Report } },
            _ => state,
        };
    }

    /// <summary>Stops handing out; once nobody holds a shard, <see cref="Settle"/> goes on.</summary>
    public static JobState StopFor(JobState state, AfterStop after, string? reason, int? code)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state with
        {
            Status = after switch
            {
                AfterStop.Pause => JobStatus.Pausing,
                AfterStop.Remove => JobStatus.Removing,
                _ => JobStatus.Stopping,
            },
            After = after,
            Reason = reason,
            PauseCode = code,
        };
    }

    /// <summary>Ends pausing and stopping once nobody holds a shard. Removing ends outside, where the state is cleared.</summary>
    public static JobState Settle(JobState state, bool anyHeld, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (anyHeld || NeedsCleanup(state))
        {
            return state;
        }

        return (state.Status, state.After) switch
        {
            (JobStatus.Pausing, _) => state with { Status = JobStatus.Paused, After = AfterStop.None },
            (JobStatus.Stopping, AfterStop.Redo) => Redo(state, now),
            (JobStatus.Stopping, AfterStop.Finish) => Finish(state, now),
            _ => state,
        };
    }

    /// <summary>Drops the present run's progress; the next one starts with a new number when its turn comes.</summary>
    public static JobState Redo(JobState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state with { Status = JobStatus.Ready, After = AfterStop.None, Reason = null, PauseCode = null, NextPassAt = null, Run = Dropped(state.Run, now) };
    }

    /// <summary>No pass of this job ever starts again.</summary>
    public static JobState Finish(JobState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var run = Dropped(state.Run, now);
        return state with
        {
            Status = run is { ExitCode: 0 } ? JobStatus.Done : JobStatus.Failed,
            Reason = run is null ? "finished before its first run" : ReasonOf(run),
            PauseCode = null,
            After = AfterStop.None,
            IsClosed = true,
            NextPassAt = null,
            Run = run,
        };
    }

    /// <summary>A run that goes on no more; one that has ended stays as it is.</summary>
    private static RunState? Dropped(RunState? run, DateTimeOffset now) => run is { ExitCode: null }
        ? run with { Phase = RunPhase.Ended, FinishedAt = now, ExitCode = (int)ExitCode.Incomplete, Incomplete = run.Incomplete ?? "stopped before it was complete" }
        : run;

    private static Assignment? NextTransfer(RunState run, bool hasMore, RunPolicy policy, Func<ShardId, bool> isHeld)
    {
        var list = new ShardId(run.Number, ShardKind.List, 0, 0);
        if (!run.List.IsDone && hasMore && run.Open.Count < policy.MaxOpenShards && !isHeld(list))
        {
            return new(list, 0);
        }

        foreach (var (number, digest) in run.Open)
        {
            var next = run.Parts.GetValueOrDefault(number) is { } parts
                ? NextOfParts(run, number, parts, digest, isHeld)
                : Free(new(run.Number, ShardKind.Move, 0, number), digest, isHeld);
            if (next is not null)
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>The parts; then, once nobody is at any of them, the finish shard.</summary>
    private static Assignment? NextOfParts(RunState run, int finish, PartShards parts, ulong digest, Func<ShardId, bool> isHeld)
    {
        var numbers = Enumerable.Range(parts.First, parts.Count).Select(number => new ShardId(run.Number, ShardKind.Part, finish, number));
        if (!parts.IsAwaited)
        {
            return numbers.Any(isHeld) ? null : Free(new(run.Number, ShardKind.Move, 0, finish), digest, isHeld);
        }

        return numbers.Where(part => !parts.Ended.Contains(part.Number - parts.First))
            .Select(part => Free(part, digest, isHeld))
            .FirstOrDefault(free => free is not null);
    }

    private static Assignment? NextCheck(RunState run, Func<ShardId, bool> isHeld)
    {
        var check = run.Check!;
        for (var number = check.Finished.FirstMissing(0); number < check.Shards; number = check.Finished.FirstMissing(number + 1))
        {
            if (Free(new(run.Number, ShardKind.Check, 0, number), 0, isHeld) is { } shard)
            {
                return shard;
            }
        }

        return null;
    }

    private static bool AnyOpenHeld(RunState run, Func<ShardId, bool> isHeld) =>
        isHeld(new(run.Number, ShardKind.List, 0, 0))
        || run.Open.Keys.Any(number => isHeld(new(run.Number, ShardKind.Move, 0, number)))
        || run.Parts.Any(parts => Enumerable.Range(0, parts.Value.Planned).Any(number => isHeld(new(run.Number, ShardKind.Part, parts.Key, number))));

    private static Assignment? Free(ShardId shard, ulong digest, Func<ShardId, bool> isHeld) => isHeld(shard) ? null : new(shard, digest);

    private static RunState AfterTransfer(RunState run, RunPolicy policy)
    {
        if (!policy.Checks || run.List.Segments == 0)
        {
            return run with { Phase = RunPhase.Report };
        }

        var reads = policy.ReadsBack || run.Ended.Proofs[(int)ProofKind.Head] > 0;
        var lines = reads ? 1 : policy.CheckLines;
        return run with
        {
            Phase = RunPhase.Check,
            Check = new() { LinesPerShard = lines, Shards = (run.List.Segments + lines - 1) / lines },
        };
    }

    private static JobState End(JobState state, RunState run, RunPolicy policy, DateTimeOffset now)
    {
        var code = ExitCodes.Of(new RunEnding { IsComplete = run.Incomplete is null, Failures = Flaws(run) });
        var ended = run with { Phase = RunPhase.Ended, FinishedAt = now, ExitCode = (int)code };
        var next = state.OnePass ? null : policy.Interval;
        return state with
        {
            Run = ended,
            History = Latest(state.History, policy.KeepRuns - 1),
            Reason = ReasonOf(ended),
            Status = next is not null ? JobStatus.Waiting : code == ExitCode.Done ? JobStatus.Done : JobStatus.Failed,
            NextPassAt = next is { } interval ? now + interval : null,
        };
    }

    private static ImmutableArray<RunSummary> Latest(ImmutableArray<RunSummary> runs, int count) =>
        runs.Length <= count ? runs : runs.RemoveRange(0, runs.Length - count);

    private static long Flaws(RunState run)
    {
        var ended = run.Ended;
        return ended[OutcomeKind.Failed] + ended[OutcomeKind.Conflict] + ended[OutcomeKind.NeedsRestore] + (run.Check?.Result.Differences ?? 0);
    }

    private static string? ReasonOf(RunState run)
    {
        var ended = run.Ended;
        return run.Incomplete ?? (Flaws(run) == 0
            ? null
            : string.Join(", ", new (long Count, string What)[]
            {
                (ended[OutcomeKind.Failed], "failed"),
                (ended[OutcomeKind.Conflict], "conflict with something newer at the destination"),
                (ended[OutcomeKind.NeedsRestore], "must be restored at the source"),
                (run.Check?.Result.Differences ?? 0, "differ after the transfer"),
            }.Where(part => part.Count > 0).Select(part => $"{part.Count} {part.What}")) + "; see 'osstransfer failures', then 'osstransfer redo --failed'");
    }

    /// <summary>Everything listed must have ended, key by key; otherwise the run may not be called complete.</summary>
    private static string? Imbalance(RunState run)
    {
        var ended = run.Ended;
        return run.List.Counts.Objects == ended.Total && run.List.Counts.Keys == ended.Keys
            ? null
            : $"{run.List.Counts.Objects} objects were listed but {ended.Total} ended, or others than were listed; run 'osstransfer redo'";
    }

    private static string? UnreadableReason(ListingCounts counts) => counts.UnreadableDirectories == 0
        ? null
        : "a directory of the source could not be read, so what lies below it is unknown; see 'osstransfer failures'";

    private static JobState WithRun(JobState state, Func<RunState, RunState> change) =>
        state.Run is { } run ? state with { Run = change(run) } : state;
}

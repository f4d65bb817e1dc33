using System.Collections.Immutable;
using OssTransfer.Contracts;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Runs;

/// <summary>
/// The decisions of a run's master, pure: what a finished shard changes and when the next phase begins. <see cref="ListingTransitions"/> says how its
/// listing goes on, <see cref="NextAssignment"/> what to hand out, <see cref="RunEnd"/> how it ends. Each takes a state and gives the next one; the same
/// report again changes nothing.
/// </summary>
public static class RunTransitions
{
    /// <summary>The number that the next run will have.</summary>
    public static int NextRunNumber(JobState state) => (state.Run?.Number ?? 0) + 1;

    /// <summary>
    /// A ready job's turn has come: a run that was paused goes on, otherwise the next one starts, and what the last one remembers goes into the catalogue.
    /// A run whose source or destination was changed never goes on: the next one starts from nothing.
    /// Every silo opens the job again, so that nothing that it found out about the stores before is a reason to stop now.
    /// </summary>
    /// <param name="state">The job.</param>
    /// <param name="now">The time.</param>
    /// <param name="compares">It is a check job: a run compares, unless it repairs.</param>
    public static JobState Start(JobState state, DateTimeOffset now, bool compares = false)
    {
        ArgumentNullException.ThrowIfNull(state);
        var started = state is { Run.ExitCode: null, NeedsRedo: false }
            ? WithRun(
                state with { Status = JobStatus.Running, Reason = null, PauseCode = null, NextPassAt = null },
                run => run with { PausedAtShard = run.List.Shards })
            : StartNext(state, now, compares && state.NextMode != RunMode.Repair);
        return started with { ConfigVersion = state.ConfigVersion + 1 };
    }

    /// <summary>The job was paused after a move shard was planned: what was seen of the destination then may not be so any more.</summary>
    public static bool WasPausedSince(JobState state, ShardId shard)
    {
        ArgumentNullException.ThrowIfNull(state);
        return shard.Kind == ShardKind.Move && state.Run is { } run && run.Number == shard.Run && shard.Number < run.PausedAtShard;
    }

    /// <summary>
    /// Work was dropped that may have uploads open. It is cleaned up once no worker holds a shard,
    /// before the next run starts, and before the credentials are forgotten.
    /// </summary>
    public static bool NeedsCleanup(JobState state) =>
        state is { Status: JobStatus.Stopping or JobStatus.Removing, Run: { IsCleanedUp: false, Open.IsEmpty: false } };

    /// <summary>The dropped work is cleaned up, or given up.</summary>
    /// <param name="state">The job.</param>
    /// <param name="shard">The cleanup shard.</param>
    /// <param name="uploadsLeft">Which uploads could not be cleaned up, for people; null: none.</param>
    public static JobState FinishCleanup(JobState state, ShardId shard, string? uploadsLeft = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        return NeedsCleanup(state) && state.Run!.Number == shard.Run
            ? WithRun(state, run => run with { IsCleanedUp = true }) with { CleansUpWith = null, UploadsLeft = uploadsLeft }
            : state;
    }

    /// <summary>Adds a finished move shard, once.</summary>
    public static JobState FinishMove(JobState state, ShardId shard, ShardResult result)
    {
        ArgumentNullException.ThrowIfNull(state);
        return WaitingRun(state, shard) is { } run
            ? state with
            {
                Run = run with
                {
                    Open = run.Open.Remove(shard.Number),
                    Parts = run.Parts.Remove(shard.Number),
                    Moved = run.Moved.Add(result),
                    Flawed = WithFlawed(run.Flawed, result, shard.Number, 1),
                },
            }
            : state;
    }

    internal static ImmutableSortedDictionary<string, ShardSet> WithFlawed(
        ImmutableSortedDictionary<string, ShardSet> flawed, ShardResult result, int first, int count) =>
        result.Failures.Aggregate(flawed, (sets, tally) => sets.SetItem(tally.Name, sets.GetValueOrDefault(tally.Name, ShardSet.Empty).Add(first, count)));

    /// <summary>A finish shard has started its upload and lets others move the parts. Once for an attempt.</summary>
    public static JobState PlanParts(JobState state, ShardId finish, int attempt, int count)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (WaitingRun(state, finish) is not { } run)
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
        if (IsUseless(state, part) || state.Run!.Parts[part.FinishShard().Number] is not { } parts)
        {
            return state;
        }

        var ended = parts with { Ended = parts.Ended.Add(part.Number - parts.First), IsOver = endsUpload };
        return state with { Run = state.Run with { Parts = state.Run.Parts.SetItem(part.FinishShard().Number, ended) } };
    }

    /// <summary>Whether the run still waits for what comes of a shard that moves something.</summary>
    public static bool IsOpen(JobState state, ShardId shard)
    {
        ArgumentNullException.ThrowIfNull(state);
        return shard.Kind switch
        {
            ShardKind.Move => WaitingRun(state, shard) is not null,
            ShardKind.Part => !IsUseless(state, shard),
            _ => true,
        };
    }

    /// <summary>The run that waits for what comes of a move shard; null: none does.</summary>
    private static RunState? WaitingRun(JobState state, ShardId move) =>
        state.Run is { Phase: RunPhase.Transfer } run && run.Number == move.Run && run.Open.ContainsKey(move.Number) ? run : null;

    /// <summary>Whether a part shard belongs to an upload that was given up: a worker that has it shall stop.</summary>
    public static bool IsUseless(JobState state, ShardId part)
    {
        ArgumentNullException.ThrowIfNull(state);
        return part.Kind == ShardKind.Part
            && (state.Run is not { } run || run.Number != part.Run || run.Parts.GetValueOrDefault(part.FinishShard().Number) is not { IsOver: false } parts
                || part.Number < parts.First);
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
        return state.Run is { Phase: RunPhase.Report } run && run.Number == shard.Run ? RunEnd.AfterReport(state, policy, now) : state;
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
                AfterTransfer(state with { Run = run with { Incomplete = run.Incomplete ?? RunEnd.Imbalance(run) } }, policy),
            { Run: { Phase: RunPhase.Check, Check: { } check } } when check.Finished.Count == check.Shards => DeleteTransitions.Decide(state, policy),
            { Run: { Phase: RunPhase.Delete, Deletes: { } deletes } run } when deletes.Finished.Count == deletes.Shards =>
                state with { Run = run with { Phase = RunPhase.Report } },
            _ => state,
        };
    }

    /// <summary>Stops handing out; once no worker holds a shard, <see cref="EndStopIfFree"/> goes on.</summary>
    public static JobState StopFor(JobState state, AfterStop after, string? reason, ExitCode? code)
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

    /// <summary>The run stopped for what may pass, and goes on by itself at the time of the next pass.</summary>
    public static bool WaitsInRun(JobState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state is { NextPassAt: not null, Run.ExitCode: null };
    }

    /// <summary>Ends pausing and stopping once no worker holds a shard. Removing ends outside, where the state is cleared.</summary>
    public static JobState EndStopIfFree(JobState state, bool anyHeld, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (anyHeld || NeedsCleanup(state))
        {
            return state;
        }

        return (state.Status, state.After) switch
        {
            (JobStatus.Pausing, _) => state with { Status = WaitsInRun(state) ? JobStatus.Waiting : JobStatus.Paused, After = AfterStop.None },
            (JobStatus.Stopping, AfterStop.Redo) => Redo(state, now),
            (JobStatus.Stopping, AfterStop.Finish) => RunEnd.Close(state, now),
            _ => state,
        };
    }

    /// <summary>Drops the present run's progress; the next one starts with a new number when its turn comes.</summary>
    public static JobState Redo(JobState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state with
        {
            Status = JobStatus.Ready,
            After = AfterStop.None,
            Reason = null,
            PauseCode = null,
            NextPassAt = null,
            Run = RunEnd.Dropped(state.Run, now),
        };
    }

    private static JobState StartNext(JobState state, DateTimeOffset now, bool compares) =>
        state with
        {
            Status = JobStatus.Running,
            Reason = null,
            PauseCode = null,
            NextPassAt = null,
            Catalogue = state.NeedsRedo ? Catalogue.Empty : state.WholeCatalogue,
            LastListing = DeleteTransitions.Latest(state),
            NeedsRedo = false,
            PastRuns = state.Run is { } past ? state.PastRuns.Add(PastRun.Of(past)) : state.PastRuns,
            History = state.Run is { } last ? [.. state.History.TakeLast(JobState.MaxHistory - 1), RunSummary.Of(last)] : state.History,
            Run = new() { Number = NextRunNumber(state), Mode = state.NextMode, Compares = compares, StartedAt = now },
            NextMode = RunMode.Changes,
        };

    private static JobState AfterTransfer(JobState state, RunPolicy policy)
    {
        var run = state.Run!;

        // What an attempt that was given up sent may arrive after the next one's, and where a check found a difference, the answer to the write had been right:
        // such a run is compared with the destination whatever the job asks.
        var mustCheck = policy.Checks || run.Moved.InDoubt > 0 || run.SendsDifferences;
        if (run.Compares || !mustCheck || run.List.Segments == 0)
        {
            return DeleteTransitions.Decide(state, policy);
        }

        var reads = policy.ReadsBack || run.Ended.Proofs[(int)ProofKind.Head] + run.Ended.Proofs[(int)ProofKind.Size] > 0;
        var lines = reads ? 1 : policy.CheckLines;
        return state with
        {
            Run = run with
            {
                Phase = RunPhase.Check,
                Check = new() { LinesPerShard = lines, Shards = CatalogueIndex.ShardsFor(run.List.Segments, lines) },
            },
        };
    }

    internal static JobState WithRun(JobState state, Func<RunState, RunState> change) =>
        state.Run is { } run ? state with { Run = change(run) } : state;
}

using OssTransfer.Jobs.Runs;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Progress;

/// <summary>
/// How far a run is. One formula: <c>done / all</c> over its phases, where an object costs its bytes and as many bytes more as it takes time of its own: so
/// many as the run has shown (<see cref="Pace"/>), and before it has shown anything, as <see cref="ObjectBytes"/> says. So bytes decide where objects are
/// large or a limit lets few bytes through, and objects where they are small. The time left is what is left of the same work at the pace of about the last half
/// minute. What ended while it was listed (excluded, unchanged) neither counts as done nor waits. Pure.
/// </summary>
public static class RunProgress
{
    /// <summary>
    /// What an object costs besides its bytes as long as the run has shown nothing, and where no limit makes it less: two requests take about as long as these
    /// bytes, with as many objects and bytes at once as a silo moves.
    /// </summary>
    public const long ExpectedObjectBytes = 128 << 10;

    /// <summary>What it costs at least.</summary>
    public const long LeastObjectBytes = 1;

    // About how many objects per second are moved at most.
    private const double ObjectsPerSecond = 1000;

    // A check compares listings, a thousand objects per request on either side.
    private const int CheckedPerMoved = 64;

    /// <summary>The run's phases in their order, as far as it is known that it has them.</summary>
    /// <param name="run">The run.</param>
    /// <param name="policy">What the job asks for; null where unknown.</param>
    /// <param name="live">What is under way.</param>
    public static IReadOnlyList<PhaseProgress> Phases(RunState run, RunPolicy? policy, LiveWork live)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(live);
        List<PhaseProgress> phases = [List(run), Transfer(run, policy, live)];
        if (!run.Compares && (run.Check is not null || (run.Phase == RunPhase.Transfer && policy is { Checks: true })))
        {
            phases.Add(Check(run, policy, live));
        }

        if (run.Deletes is { Shards: > 0 } deletes)
        {
            var ended = deletes.Result;
            phases.Add(new(
                "delete",
                PhaseState.Of(run.Phase is RunPhase.Report or RunPhase.Ended, run.Phase == RunPhase.Delete),
                new(ended.Deleted + ended.Absent + ended.Foreign + ended.Returned + ended.Failed, ended.BytesDeleted),
                new(deletes.Found, deletes.Bytes),
                new(1, 0)));
        }

        phases.Add(new("report", PhaseState.Of(run.Phase == RunPhase.Ended, run.Phase == RunPhase.Report), new(0, null), null, default));
        return phases;
    }

    /// <summary>
    /// What an object costs besides its bytes as long as the run has not shown it. A limit of bytes leaves time for objects meanwhile: only those cost more
    /// than their bytes that are too small to use it up.
    /// </summary>
    /// <param name="run">The run, with what was listed.</param>
    /// <param name="limit">Bytes that are read per second at most; null: no limit.</param>
    public static double ObjectBytes(RunState run, double? limit)
    {
        ArgumentNullException.ThrowIfNull(run);
        var usual = run.List.Counts.Bytes / Math.Max(1.0, run.List.Counts.Objects);
        return limit is { } bytes ? Math.Clamp((bytes / ObjectsPerSecond) - usual, LeastObjectBytes, ExpectedObjectBytes) : ExpectedObjectBytes;
    }

    /// <summary>What is left and what there is in all; null while the listing goes on, when it is unknown how much there is.</summary>
    public static (WorkLoad Left, WorkLoad Whole)? Work(IReadOnlyList<PhaseProgress> phases)
    {
        ArgumentNullException.ThrowIfNull(phases);
        var (left, whole) = (default(WorkLoad), default(WorkLoad));
        foreach (var phase in phases.Where(phase => phase.Cost != default))
        {
            if ((phase.Left, phase.Whole) is not ({ } itsLeft, { } its))
            {
                return null;
            }

            (left, whole) = (left + itsLeft, whole + its);
        }

        return (left, whole);
    }

    /// <summary>What is done of all phases.</summary>
    public static WorkLoad Done(IReadOnlyList<PhaseProgress> phases)
    {
        ArgumentNullException.ThrowIfNull(phases);
        return phases.Aggregate(default(WorkLoad), (sum, phase) => sum + phase.Cost.Of(phase.Done));
    }

    /// <summary>
    /// From 0 to 100, with one decimal, never less than was shown before, and 100 only when the run has ended complete; null while the listing goes on.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="phases">Its phases.</param>
    /// <param name="objectBytes">What an object costs besides its bytes.</param>
    public static double? Percent(RunState run, IReadOnlyList<PhaseProgress> phases, double objectBytes)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run is { ExitCode: not null, Incomplete: null, List.IsDone: true })
        {
            return 100;
        }

        return Work(phases) is not var (left, whole) ? run.PercentShown
            : Math.Max(
                run.PercentShown ?? 0,
                whole.In(objectBytes) is var all and > 0 ? Math.Min(99.9, ToPercent(1 - (left.In(objectBytes) / all))) : 99.9);
    }

    /// <summary>One decimal, and never rounded up.</summary>
    internal static double ToPercent(double fraction) => Math.Floor(Math.Clamp(fraction, 0, 1) * 1000) / 10;

    private static PhaseProgress List(RunState run)
    {
        var listed = new WorkAmount(run.List.Counts.Objects, run.List.Counts.Bytes);
        return new("list", PhaseState.Of(run.List.IsDone, run.Phase == RunPhase.Transfer), listed, run.List.IsDone ? listed : null, default);
    }

    /// <summary>Of a check job the comparison stands in its place, and bytes decide only where both sides are read.</summary>
    private static PhaseProgress Transfer(RunState run, RunPolicy? policy, LiveWork live)
    {
        var counts = run.List.Counts;
        var done = new WorkAmount(run.Moved.Total, run.Moved.BytesEnded) + live.Moved;
        WorkAmount? of = run.List.IsDone ? new(counts.Objects - counts.Ended.Total, counts.Bytes - counts.Ended.BytesEnded) : null;
        var countsBytes = done.Bytes is not null && of is null or { Bytes: not null } && (!run.Compares || policy is { ReadsBack: true });
        return new(
            run.Compares ? "check" : "transfer",
            PhaseState.Of(run.Phase != RunPhase.Transfer, isUnderWay: true),
            done,
            of,
            new(1, countsBytes ? 1 : 0));
    }

    private static PhaseProgress Check(RunState run, RunPolicy? policy, LiveWork live)
    {
        var (counts, ended, found) = (run.List.Counts, run.Ended, run.Check?.Result);
        var isOver = run.Phase is not (RunPhase.Transfer or RunPhase.Check);
        var objects = run.Phase == RunPhase.Transfer
            ? counts.Objects - counts.Ended[OutcomeKind.Excluded]
            : ended[OutcomeKind.Transferred] + ended[OutcomeKind.Skipped];
        var done = new WorkAmount(found?.Objects ?? 0, found?.BytesRead ?? 0) + live.Checked;
        const double Asking = 1.0 / CheckedPerMoved;

        // 1 It is unknown yet what there is.
        if (!run.List.IsDone)
        {
            return Of(null, new(Asking, 0));
        }

        // 2 All of it is read, on both sides.
        if (policy is { ReadsBack: true })
        {
            return Of(new(objects, (long)(2.0 * objects * counts.Bytes / Math.Max(1, counts.Objects))), new(1, 1));
        }

        // 3 What is unproven is read; what is still to be moved will be, where no write is proven.
        var (moved, bytesMoved) = (counts.Objects - counts.Ended.Total, counts.Bytes - (counts.Ended.BytesEnded ?? 0));
        var read = policy is not { ReadsUnproven: true } ? 0
            : run.Phase != RunPhase.Transfer ? ended.Proofs[(int)ProofKind.Head] + ended.Proofs[(int)ProofKind.Size]
            : policy.ProvesNoWrite ? moved
            : 0;
        return read == 0
            ? Of(new(objects, null), new(Asking, 0))
            : Of(new(objects, (long)(read * (bytesMoved / Math.Max(1.0, moved)))), new(Asking + (read / Math.Max(1.0, objects)), 1));

        PhaseProgress Of(WorkAmount? of, WorkCost cost) => new("check", PhaseState.Of(isOver, run.Phase == RunPhase.Check), done, of, cost);
    }
}

using OssTransfer.Jobs.Runs;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Progress;

/// <summary>
/// How far a run is. One formula: <c>done / all</c> over its phases, where an object costs its bytes and <see cref="ObjectBytes"/> more. So bytes decide where
/// objects are large, and objects where they are small. What ended while it was listed (excluded, unchanged) neither counts as done nor waits. Pure.
/// </summary>
public static class RunProgress
{
    /// <summary>
    /// What an object costs beside its bytes: two requests take about as long as these bytes, with as many objects and bytes at once as a silo moves.
    /// </summary>
    public const long ObjectBytes = 128 << 10;

    // A check holds listings against each other, a thousand objects a request on either side.
    private const int CheckedPerMoved = 64;

    /// <summary>The run's phases in their order, as far as it is known that it has them.</summary>
    /// <param name="run">The run.</param>
    /// <param name="policy">What the job asks for; null where nobody says.</param>
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
                new(ObjectBytes, 0)));
        }

        phases.Add(new("report", PhaseState.Of(run.Phase == RunPhase.Ended, run.Phase == RunPhase.Report), new(0, null), null, default));
        return phases;
    }

    /// <summary>
    /// What is left and what there is in all, in bytes that could be moved instead; null while the listing goes on, when nobody knows how much there is.
    /// </summary>
    public static (double Left, double Whole)? Work(IReadOnlyList<PhaseProgress> phases)
    {
        ArgumentNullException.ThrowIfNull(phases);
        var (left, whole) = (0.0, 0.0);
        foreach (var phase in phases.Where(phase => phase.Cost != default))
        {
            if (phase.Of is not { } of)
            {
                return null;
            }

            var cost = phase.Cost.Of(of);
            whole += cost;
            left += cost * (1 - (phase.Fraction ?? 0));
        }

        return (left, whole);
    }

    /// <summary>
    /// From 0 to 100, with one decimal, never less than was shown before, and 100 only when the run has ended complete; null while the listing goes on.
    /// </summary>
    public static double? Percent(RunState run, IReadOnlyList<PhaseProgress> phases)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run is { ExitCode: not null, Incomplete: null, List.IsDone: true })
        {
            return 100;
        }

        return Work(phases) switch
        {
            null => run.PercentShown,
            var (left, whole) => Math.Max(run.PercentShown ?? 0, whole <= 0 ? 99.9 : Math.Min(99.9, ToPercent(1 - (left / whole)))),
        };
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
            new(ObjectBytes, countsBytes ? 1 : 0));
    }

    private static PhaseProgress Check(RunState run, RunPolicy? policy, LiveWork live)
    {
        var ended = run.Ended;
        var isOver = run.Phase is not (RunPhase.Transfer or RunPhase.Check);
        var objects = run.Phase == RunPhase.Transfer
            ? run.List.Counts.Objects - run.List.Counts.Ended[OutcomeKind.Excluded]
            : ended[OutcomeKind.Transferred] + ended[OutcomeKind.Skipped];
        var found = run.Check?.Result;
        var reads = policy is { ReadsBack: true };
        var perObject = reads ? ObjectBytes + (run.List.Counts.Bytes / Math.Max(1.0, run.List.Counts.Objects)) : (double)ObjectBytes / CheckedPerMoved;
        return new(
            "check",
            PhaseState.Of(isOver, run.Phase == RunPhase.Check),
            new WorkAmount(found?.Objects ?? 0, found?.BytesRead ?? 0) + live.Checked,
            run.List.IsDone ? new(objects, null) : null,
            new(perObject, 0));
    }
}

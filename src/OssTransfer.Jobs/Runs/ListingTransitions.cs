using OssTransfer.Contracts;
using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.Runs;

/// <summary>How a run's listing goes on, pure: what a report of it changes. The same report again changes nothing.</summary>
public static class ListingTransitions
{
    /// <summary>Why a run doesn't go on of which <see cref="ListsOtherwise"/> is true, with <c>JOB</c> for its name.</summary>
    public static string OrderChanged { get; } =
        $"src-list-order was changed while the run was listing, and what it has listed may have gaps; {Advice.Of("redo", "JOB")} lists from the beginning, "
        + "and what is equal is not sent again";

    /// <summary>Hands the list shard to a new attempt.</summary>
    public static JobState TakeList(JobState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return RunTransitions.WithRun(state, run => run with { List = run.List with { Attempt = run.List.Attempt + 1 } });
    }

    /// <summary>
    /// Whether this attempt still has the list shard and counts on from where the position is.
    /// A repeated report, even one without shards, is behind the position.
    /// </summary>
    public static bool Accepts(JobState state, int runNumber, ListingReport report)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(report);
        return state.Run is { Phase: RunPhase.Transfer } run
            && run.Number == runNumber
            && !run.List.IsDone
            && run.List.Attempt == report.Attempt
            && run.List.Shards == report.FirstShard
            && run.List.Segments == report.FirstSegment
            && (report.Through is null || run.List.Through is not { } through || report.Through > through);
    }

    /// <summary>Moves the position over what a list shard planned. Call only where <see cref="Accepts"/>.</summary>
    public static JobState RecordListing(JobState state, ListingReport report)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(report);
        var noted = DeleteTransitions.Note(state with { DestinationClock = report.DestinationClock ?? state.DestinationClock }, report);
        return RunTransitions.WithRun(noted, run =>
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

                // The report doesn't say which of its shards has the failure, so all of them are marked.
                Flawed = RunTransitions.WithFlawed(run.Flawed, report.Counts.Ended, run.List.Shards, report.Manifests.Length),
                Incomplete = run.Incomplete ?? RunEnd.Unreadable(report.Counts),
                List = run.List with
                {
                    Shards = run.List.Shards + report.Manifests.Length,
                    Segments = run.List.Segments + report.Segments,
                    Through = report.Through ?? run.List.Through,
                    IsSorted = report.IsSorted,
                    IsDone = report.IsDone,
                    Counts = run.List.Counts.Add(report.Counts),
                },
            };
        });
    }

    /// <summary>Notes when a listing ended that nothing held up: how long it took says what a pass takes at least.</summary>
    public static JobState TimeListing(JobState state, RunPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return RunTransitions.WithRun(state, run => run is { PausedAtShard: 0, List: { IsDone: true, DoneAt: null } } && run.List.Shards <= policy.ListsBelow
            ? run with { List = run.List with { DoneAt = now } }
            : run);
    }

    /// <summary>
    /// The run has listed a part of the source in another order than the configuration now names: what is behind its position may never have been listed,
    /// so it can't go on.
    /// </summary>
    public static bool ListsOtherwise(JobState state, JobSpec spec)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(spec);
        return state is { FileList: null, Run: { ExitCode: null, IsPartial: false, List: { IsDone: false, Through: not null } list } }
            && list.IsSorted != (spec.Source.Cloud?.ListOrder == ListOrder.Any);
    }
}

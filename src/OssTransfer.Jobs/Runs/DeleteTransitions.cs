using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Deletes;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Runs;

/// <summary>How a run comes to delete what vanished at the source, pure. Whether it may is <see cref="DeleteRule"/>'s to say.</summary>
public static class DeleteTransitions
{
    // Each object costs three requests, so that a shard is short.
    private const int LinesPerShard = 4;

    /// <summary>The listing of the run showed all that the source has.</summary>
    public static bool CanBeBelieved(RunState run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run is { Incomplete: null, IsOtherSource: false, Compares: false, IsPartial: false, List: { IsDone: true, Counts.Objects: > 0 } };
    }

    /// <summary>What the next run knows of listings before it: one that listed only some keys says nothing of the others.</summary>
    public static LastListing? Latest(JobState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state switch
        {
            { NeedsRedo: true } => null,
            { Run: { } run } when CanBeBelieved(run) => new(run.StartedAt, run.StartedAt + state.DestinationClock),
            { Run: null or { IsPartial: true } } => state.LastListing,
            _ => null,
        };
    }

    /// <summary>Everything is moved and checked: the run deletes, or it goes on to its reports and says why it doesn't.</summary>
    public static JobState Decide(JobState state, RunPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(policy);
        var run = state.Run!;
        if (policy.Delete == Config.DeletePolicy.Never || run.Compares || run.IsPartial)
        {
            return state with { Run = run with { Phase = RunPhase.Report } };
        }

        var asked = Question(state, run, policy);
        var verdict = DeleteRule.Of(asked);
        var applies = verdict == DeleteVerdict.Apply;
        var decided = run with
        {
            Phase = applies ? RunPhase.Delete : RunPhase.Report,
            Deletes = new()
            {
                Verdict = verdict,
                Found = asked.Found,
                Bytes = run.List.Counts.Vanished?.Bytes ?? 0,
                Limit = asked.Limit,
                NotAfter = state.LastListing?.AtDestination,
                LinesPerShard = applies ? LinesPerShard : 0,
                Shards = applies ? CatalogueIndex.ShardsFor(run.List.Segments, LinesPerShard) : 0,
            },
        };

        // A number is spent by the pass that could use it, whether or not it was enough.
        var isSpent = state.ApprovedDeletes is not null && state.LastListing is not null && CanBeBelieved(run);
        return state with
        {
            Run = decided,
            ApprovedDeletes = isSpent ? null : state.ApprovedDeletes,
            HasChangedPlaces = state.HasChangedPlaces && !(applies && isSpent),
        };
    }

    /// <summary>Adds a finished shard, once.</summary>
    public static JobState Finish(JobState state, ShardId shard, DeleteResult result)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Run is { Phase: RunPhase.Delete, Deletes: { } deletes } run && run.Number == shard.Run && !deletes.Finished.Contains(shard.Number)
            ? state with
            {
                Run = run with { Deletes = deletes with { Finished = deletes.Finished.Add(shard.Number), Result = deletes.Result.Add(result) } },
            }
            : state;
    }

    /// <summary>
    /// Why a number can't be approved, for people, to follow "job x"; null: it can. What is named must be what the user has seen.
    /// </summary>
    public static string? Refusal(JobState state, long count)
    {
        ArgumentNullException.ThrowIfNull(state);
        var look = Contracts.Advice.Of("deletes", state.JobId);
        return state.Run switch
        {
            null or { ExitCode: null } => $"has no run that has ended; {look} says what is to be approved when one has",
            { Deletes: null or { Found: 0 } } => "has found nothing that vanished at the source in its last run",
            { Deletes: { Verdict: DeleteVerdict.Apply } } => "has deleted in its last run what vanished at the source; nothing is left to approve",
            { Deletes: { Verdict: DeleteVerdict.IncompleteListing or DeleteVerdict.EmptyListing } deletes } =>
                $"can't know what vanished at the source: {DeleteText.Of(deletes, state.JobId)}",
            { Deletes: { } deletes } when deletes.Found != count =>
                $"has {deletes.Found} objects that vanished at the source, not {count}; {look} lists them",
            _ => null,
        };
    }

    /// <summary>
    /// The next pass may delete so many. Where the source was another directory it is taken as it is from now on, and two listings of that come first.
    /// </summary>
    public static JobState Approve(JobState state, long count)
    {
        ArgumentNullException.ThrowIfNull(state);
        var isOther = state.Run is { IsOtherSource: true };
        return state with { ApprovedDeletes = count, SourceMarks = isOther ? state.SourceMarks.Clear() : state.SourceMarks };
    }

    /// <summary>What a report of the listing says of the source.</summary>
    internal static JobState Note(JobState state, ListingReport report)
    {
        if (report is not { SourceMark: { } mark, Machine: { } machine } || state.Run is not { } run)
        {
            return state;
        }

        return SourceMarks.Accepts(state.SourceMarks, machine, mark)
            ? state with { SourceMarks = state.SourceMarks.SetItem(machine, mark) }
            : state with { Run = run with { IsOtherSource = true } };
    }

    private static DeleteQuestion Question(JobState state, RunState run, RunPolicy policy) => new()
    {
        Policy = policy.Delete,
        Found = run.List.Counts.Vanished?.Objects ?? 0,
        Listed = run.List.Counts.Objects,
        IsComplete = run.Incomplete is null,
        IsOtherSource = run.IsOtherSource,
        HasListingBefore = state.LastListing is not null,
        HasChangedPlaces = state.HasChangedPlaces,
        MaxDelete = policy.MaxDelete,
        Approved = state.ApprovedDeletes,
    };
}

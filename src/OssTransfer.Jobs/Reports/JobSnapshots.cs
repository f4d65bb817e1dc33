using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.Deletes;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Progress;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Reports;

/// <summary>Shows a job's state as a user sees it.</summary>
public static class JobSnapshots
{
    private static readonly (ProofKind Kind, string Name)[] ProofNames =
    [
        (ProofKind.Md5, "md5"),
        (ProofKind.Md5Parts, "md5-parts"),
        (ProofKind.Md5PartsListed, "md5-parts-listed"),
        (ProofKind.ReadBack, "read-back"),
        (ProofKind.Checksum, "checksum"),
        (ProofKind.ContentMd5, "content-md5"),
        (ProofKind.Head, "head"),
        (ProofKind.Size, "size"),
    ];

    private static readonly Dictionary<DeleteVerdict, string> HeldNames = new()
    {
        [DeleteVerdict.IncompleteListing] = "incomplete-listing",
        [DeleteVerdict.EmptyListing] = "empty-listing",
        [DeleteVerdict.OtherSource] = "other-source",
        [DeleteVerdict.FirstListing] = "first-listing",
        [DeleteVerdict.Reported] = "report",
        [DeleteVerdict.ChangedPlaces] = "changed-places",
        [DeleteVerdict.ShortListing] = "short-listing",
        [DeleteVerdict.OverLimit] = "over-limit",
    };

    /// <summary>A proof as reports name it; null for none.</summary>
    public static string? NameOf(ProofKind proof) => ProofNames.FirstOrDefault(row => row.Kind == proof).Name;

    /// <summary>The job.</summary>
    /// <param name="state">The job.</param>
    /// <param name="inShards">What ended in shards that aren't finished, which the state doesn't count yet.</param>
    /// <param name="live">What silos reported a moment ago.</param>
    /// <param name="mapping">How the job maps keys.</param>
    public static JobView Of(JobState state, ShardResult inShards, LiveNumbers live, KeyMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(inShards);
        ArgumentNullException.ThrowIfNull(live);
        ArgumentNullException.ThrowIfNull(mapping);
        var run = state.Run;
        var ended = inShards.Add(run?.Ended ?? ShardResult.Empty);
        var listed = run?.List.Counts;
        IReadOnlyList<PhaseProgress> phases = run is null ? [] : RunProgress.Phases(run, live.Policy, live.Work ?? LiveWork.Of(inShards));
        var objectBytes = run is null ? 0 : live.ObjectBytes ?? RunProgress.ObjectBytes(run, live.Policy?.BytesPerSecond);
        return new()
        {
            JobId = state.JobId,
            State = state.Status.ToText(),
            Reason = (state.Status == JobStatus.Removing ? state.UploadsLeft : null) ?? state.Reason ?? ListReason(state),
            Run = run?.Number ?? 0,
            Phase = PhaseOf(state),
            ExitCode = state.PauseCode ?? run?.ExitCode,
            Objects = new()
            {
                Listed = listed?.Objects ?? 0,
                Transferred = ended[OutcomeKind.Transferred],
                Sent = ended.ObjectsSent,
                Skipped = ended[OutcomeKind.Skipped],
                Excluded = ended[OutcomeKind.Excluded],
                Gone = ended[OutcomeKind.Gone],
                NeedsRestore = ended[OutcomeKind.NeedsRestore],
                Conflict = ended[OutcomeKind.Conflict],
                Failed = ended[OutcomeKind.Failed],
                CopiedInside = ended.ObjectsCopiedInside,
            },
            Bytes = new()
            {
                Listed = listed?.Bytes ?? 0,
                Transferred = ended.BytesTransferred,
                Sent = ended.BytesSent,
                CopiedInside = ended.BytesCopiedInside,
                InFlight = live.Work?.Moved.Bytes - inShards.BytesEnded is { } moving ? Math.Max(0, moving) : null,
            },
            ObjectsPerSecond = Math.Round(live.ObjectsPerSecond, 1),
            BytesPerSecond = (long)live.BytesPerSecond,
            EtaSeconds = RunProgress.Work(phases) is var (left, _) && left.In(objectBytes) / live.WorkPerSecond is { } seconds
                ? (long)Math.Ceiling(seconds)
                : null,
            ListingComplete = run?.List.IsDone ?? false,
            Proofs = ProofsOf(run, ended),
            SourceUnproven = ended.SourceUnproven,
            Check = CheckOf(run, ended),
            Deletes = DeletesOf(run),
            StartedAt = run?.StartedAt,
            FinishedAt = run?.FinishedAt,
            NextPassAt = state.NextPassAt,
            History = [.. state.History.Select(run => run.ToView())],
            Percent = run is null ? null : RunProgress.Percent(run, phases, objectBytes),
            Phases = [.. phases.Select(phase => phase.ToView(objectBytes))],
            InFlight = live.Flights,
            Rates = live.Rates,
            Bottleneck = live.Measured is { } measured ? BottleneckRule.Judge(state.JobId, Completed(measured, run!, phases, live)) : null,
            Failures = FailureGroups.Of(state, ended, mapping),
            NotCarried = NotCarriedOf(listed?.NotCarried ?? NotCarriedCounts.Nothing, ended),

            // What is under way isn't counted; once no worker holds a shard, this is all there will be. What part shards sent counts when they are joined.
            SentAtLeast = ended.SentAtLeast || (!state.Status.MayHaveWorkers() && (ended.MayHaveSentMore || run is { Parts.IsEmpty: false })),
        };
    }

    /// <summary>With what the run's own numbers say.</summary>
    private static Measurements Completed(Measurements measured, RunState run, IReadOnlyList<PhaseProgress> phases, LiveNumbers live)
    {
        var transfer = phases[1];
        return measured with
        {
            IsListed = run.List.IsDone,
            ObjectsLeft = (transfer.Of?.Objects ?? run.List.Counts.Objects) - transfer.Done.Objects,
            BytesLeft = transfer.Of?.Bytes - transfer.Done.Bytes,
            Largest = live.Flights.Where(flight => flight.Size > flight.Moved).MaxBy(flight => flight.Size - flight.Moved) is { Size: { } size } largest
                ? (largest.Key, size - largest.Moved, largest.BytesPerSecond)
                : null,
        };
    }

    private static NotCarriedNumbers NotCarriedOf(NotCarriedCounts listed, ShardResult ended) => new()
    {
        SpecialFiles = listed.SpecialFiles,
        DirectoryLinks = listed.DirectoryLinks,
        EmptyDirectories = listed.EmptyDirectories,
        HardLinks = listed.HardLinks,
        FileLinks = listed.FileLinks,
        Metadata = ended.MetadataDropped,
    };

    /// <summary>All that came of the job's list is done, and the rest doesn't come by itself.</summary>
    private static string? ListReason(JobState state) =>
        state is { Status: JobStatus.Running, FileList.IsComplete: false, Run: { Phase: RunPhase.Transfer, Open.IsEmpty: true } }
            && !FileListTransitions.HasMore(state)
            ? $"waits for the rest of its list, {state.FileList.Lines} lines are here; {Advice.Of("edit", state.JobId, "--file-list", "FILE")} sends it"
            : null;

    private static string? PhaseOf(JobState state) => state is { Run: { Phase: not RunPhase.Ended } run } && state.Status.MayHaveWorkers()
        ? (run is { Compares: true, Phase: RunPhase.Transfer } ? RunPhase.Check : run.Phase).ToString().ToLowerInvariant()
        : null;

    private static CheckNumbers? CheckOf(RunState? run, ShardResult ended) => run switch
    {
        { Compares: true } => new()
        {
            Objects = run.List.Counts.Objects - ended[OutcomeKind.Excluded],
            Checked = ended.Total - ended[OutcomeKind.Excluded],
            Differences = ended.Missing + ended.Different + (run.FailsExtras ? run.List.Counts.Extras ?? 0 : 0),
            BytesRead = ended.BytesRead,
            Missing = ended.Missing,
            Different = ended.Different,
            Unreadable = ended.Unreadable,
            Extra = run.List.Counts.Extras,
        },
        { Check: { } check } => new()
        {
            Objects = ended[OutcomeKind.Transferred] + ended[OutcomeKind.Skipped],
            Checked = check.Result.Objects,
            Differences = check.Result.Differences,
            BytesRead = check.Result.BytesRead,
        },
        _ => null,
    };

    private static DeleteNumbers? DeletesOf(RunState? run) => run?.Deletes is not { } deletes ? null : new()
    {
        Found = deletes.Found,
        Bytes = deletes.Bytes,
        Deleted = deletes.Result.Deleted,
        BytesDeleted = deletes.Result.BytesDeleted,
        Absent = deletes.Result.Absent,
        Foreign = deletes.Result.Foreign,
        Returned = deletes.Result.Returned,
        Failed = deletes.Result.Failed,
        Held = HeldNames.GetValueOrDefault(deletes.Verdict),
    };

    /// <summary>Kinds that occur; what the check read again counts as read back and no longer as what it was before.</summary>
    private static Dictionary<string, long> ProofsOf(RunState? run, ShardResult ended)
    {
        var readBack = run?.Check?.Result.ReadBack ?? 0;
        var proofs = new Dictionary<string, long>();
        var read = readBack;
        foreach (var (kind, name) in ProofNames)
        {
            var count = ended.Proofs[(int)kind];
            if (kind == ProofKind.ReadBack)
            {
                count += readBack;
            }
            else if (kind is ProofKind.Head or ProofKind.Size)
            {
                var raised = Math.Min(read, count);
                (read, count) = (read - raised, count - raised);
            }

            if (count > 0)
            {
                proofs[name] = count;
            }
        }

        return proofs;
    }
}

using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.LargeObjects;

/// <summary>The steps of a large object, pure: what comes next, and what becomes of a state.</summary>
public static class LargeObjectPlan
{
    /// <summary>How many versions of the source are tried.</summary>
    public const int MostGenerations = 3;

    /// <summary>What to do in this state.</summary>
    public static LargeObjectAction Next(LargeObjectState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state switch
        {
            { AbortUploadId: { } uploadId } => new LargeObjectAction.Abort(uploadId),
            { Outcome: { } outcome } => new LargeObjectAction.Finished(outcome),
            { Upload: null } => new LargeObjectAction.Start(state.Generation),
            { Upload.Version.ReadsOnlyWhole: true } => new LargeObjectAction.MoveWhole(),
            { Upload: { } upload } when state.Parts.Count < upload.PartCount => new LargeObjectAction.MoveParts(MissingParts(state)),
            { Completing: null } => new LargeObjectAction.Prepare(),
            _ => new LargeObjectAction.Complete(),
        };
    }

    /// <summary>Numbers of the parts that the destination hasn't got, ascending; empty before an upload is started.</summary>
    public static IReadOnlyList<int> MissingParts(LargeObjectState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var there = state.Parts.Select(part => part.Number).ToHashSet();
        return [.. Enumerable.Range(1, state.Upload?.PartCount ?? 0).Where(number => state.Window?.Contains(number) != false && !there.Contains(number))];
    }

    /// <summary>The state under which one of <paramref name="count"/> workers moves its window of the parts of a started upload.</summary>
    public static LargeObjectState Split(LargeObjectState whole, int index, int count)
    {
        ArgumentNullException.ThrowIfNull(whole);
        var window = PartWindow.Of(whole.Upload!.PartCount, index, count);
        return whole with { Window = window, Parts = [.. whole.Parts.Where(part => window.Contains(part.Number))], BytesSent = 0 };
    }

    /// <summary>Whether a part shard (<see cref="Split"/>) needs no more work: its parts are there, or it found that the upload can't be finished.</summary>
    public static bool IsWindowOver(LargeObjectState window)
    {
        ArgumentNullException.ThrowIfNull(window);
        return window.Outcome is not null || window.Upload is null || MissingParts(window).Count == 0;
    }

    /// <summary>
    /// The whole after its windows were worked on. Joining the same ones again changes nothing, since the whole then misses no part of that upload;
    /// those of an older upload are ignored.
    /// </summary>
    public static LargeObjectState Join(LargeObjectState whole, IReadOnlyList<LargeObjectState> windows)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(windows);
        if (whole is { Upload: null } or { Outcome: not null } || MissingParts(whole).Count == 0)
        {
            return whole;
        }

        var joined = whole with
        {
            Parts = [.. whole.Parts.Concat(windows.Where(window => window.Upload?.UploadId == whole.Upload.UploadId).SelectMany(window => window.Parts))
                .DistinctBy(part => part.Number).OrderBy(part => part.Number)],
            BytesSent = whole.BytesSent + windows.Sum(window => window.BytesSent),
        };
        if (windows.FirstOrDefault(window => window.Outcome is not null) is { Outcome: { } outcome } ended)
        {
            return End(joined, outcome with { BytesSent = 0 }, uploadIsGone: ended.AbortUploadId is null);
        }

        var given = windows.Where(window => window.Generation == whole.Generation + 1 && window.Upload is null).ToList();
        return given.Count > 0
            ? Restart(joined, uploadIsGone: given.Any(window => window.AbortUploadId is null)) with
            {
                Unsliced = given.Select(window => window.Unsliced).FirstOrDefault(version => version is not null),
            }
            : joined;
    }

    /// <summary>
    /// Whether a state was the object's before another: one that is reported again, late, must not replace it, or an upload would be forgotten.
    /// </summary>
    public static bool IsBefore(LargeObjectState state, LargeObjectState known)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(known);
        return (state.Generation, StageOf(state), state.Parts.Count).CompareTo((known.Generation, StageOf(known), known.Parts.Count)) < 0;
    }

    /// <summary>The state after this. Applying the same again changes nothing; what belongs to an older generation is ignored.</summary>
    public static LargeObjectState Apply(LargeObjectState state, LargeObjectEvent happened)
    {
        ArgumentNullException.ThrowIfNull(state);
        return happened switch
        {
            LargeObjectEvent.Aborted => state with { AbortUploadId = null },
            _ when state.Outcome is not null => state,
            LargeObjectEvent.Started started when started.Upload.Generation == state.Generation && state.Upload is null =>
                state with { Upload = started.Upload },
            LargeObjectEvent.PartsTried tried when tried.Generation == state.Generation => ApplyParts(state, tried.Parts),
            LargeObjectEvent.Prepared prepared => state with { Completing = prepared.Intent },
            LargeObjectEvent.Outdated outdated => NextGeneration(
                state with { ObjectsSent = state.ObjectsSent + outdated.ObjectsSent }, outdated.Failure, outdated.UploadIsGone),
            LargeObjectEvent.Interrupted interrupted => state with { BytesSent = state.BytesSent + interrupted.BytesSent },
            LargeObjectEvent.Ended ended => End(state, ended.Outcome, ended.UploadIsGone),
            _ => state,
        };
    }

    private static int StageOf(LargeObjectState state) => state switch
    {
        { Outcome: not null } => 3,
        { Completing: not null } => 2,
        { Upload: not null } => 1,
        _ => 0,
    };

    private static LargeObjectState ApplyParts(LargeObjectState state, IReadOnlyList<PartOutcome> tried)
    {
        var parts = state.Parts.ToDictionary(part => part.Number);
        foreach (var part in tried.Select(outcome => outcome.Part).OfType<MovedPart>())
        {
            parts[part.Number] = part;
        }

        var after = state with
        {
            Parts = [.. parts.Values.OrderBy(part => part.Number)],
            BytesSent = state.BytesSent + tried.Sum(outcome => outcome.BytesSent),
        };
        return Worst(tried) switch
        {
            null => after,
            { Result: PartResult.SourceGone } => End(after, new(0, OutcomeKind.Gone), uploadIsGone: false),
            { Result: PartResult.Failed, Failure: { } failure } => failure.EndsNothing
                ? after
                : End(after, FailureOutcome.Of(new(0, OutcomeKind.None), failure), uploadIsGone: false),
            { Result: PartResult.SourceChanged } lost =>
                NextGeneration(after, lost.Failure!, uploadIsGone: false) with { Unsliced = after.Upload!.Version },
            { } lost => NextGeneration(after, lost.Failure!, uploadIsGone: true),
        };
    }

    /// <summary>What decides where parts ended differently.</summary>
    private static PartOutcome? Worst(IReadOnlyList<PartOutcome> tried)
    {
        ReadOnlySpan<PartResult> order = [PartResult.SourceGone, PartResult.SourceChanged, PartResult.UploadGone, PartResult.Failed];
        foreach (var result in order)
        {
            if (tried.FirstOrDefault(outcome => outcome.Result == result) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static LargeObjectState NextGeneration(LargeObjectState state, TransferFailure failure, bool uploadIsGone)
    {
        if (state.Generation >= MostGenerations)
        {
            return End(state, FailureOutcome.Of(new(0, OutcomeKind.None), failure), uploadIsGone);
        }

        return Restart(state, uploadIsGone);
    }

    private static LargeObjectState Restart(LargeObjectState state, bool uploadIsGone) => state with
    {
        Generation = state.Generation + 1,
        AbortUploadId = uploadIsGone ? null : state.Upload?.UploadId,
        Upload = null,
        Parts = [],
        Completing = null,
        LeftWrites = state.LeftWrites || state.Completing is not null,
    };

    private static LargeObjectState End(LargeObjectState state, TransferOutcome outcome, bool uploadIsGone)
    {
        // What is found equal may be what an earlier generation completed, whose answer did not say so.
        var isOurs = outcome.Kind == OutcomeKind.Skipped && state.LeftWrites;
        return state with
        {
            AbortUploadId = uploadIsGone ? null : state.Upload?.UploadId,
            Outcome = outcome with
            {
                Index = state.Index,
                Kind = isOurs ? OutcomeKind.Transferred : outcome.Kind,
                Size = outcome.Size ?? state.Upload?.Version.Size,
                ObjectsSent = outcome.ObjectsSent + state.ObjectsSent + (isOurs && state.ObjectsSent == 0 ? 1 : 0),
                BytesSent = outcome.BytesSent + state.BytesSent,
                MayHaveWritten = outcome.MayHaveWritten || state.LeftWrites || (state.Completing is not null && outcome.Kind != OutcomeKind.Transferred),
            },
        };
    }
}

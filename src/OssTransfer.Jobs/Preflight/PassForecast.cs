using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Policies;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Jobs.Preflight;

/// <summary>Counts what a pass would do, from what the planner of all passes has decided for each object.</summary>
/// <param name="sync">The job's choices.</param>
/// <param name="source">Facts of the source.</param>
/// <param name="destination">Facts of the destination.</param>
public sealed class PassForecast(SyncSpec sync, StoreTraits source, StoreTraits destination)
{
    /// <summary>Examples that are kept of each action.</summary>
    public const int MaxExamples = 20;

    private static readonly PassAction[] Moves =
        [PassAction.Send, PassAction.Skip, PassAction.Conflict, PassAction.Read, PassAction.Fail, PassAction.Delete];

    private static readonly PassAction[] Checks =
        [PassAction.Equal, PassAction.Missing, PassAction.Different, PassAction.Read, PassAction.Unreadable, PassAction.Extra];

    private readonly PassGroup[] _groups = [.. Enum.GetValues<PassAction>().Select(action => new PassGroup(action, 0, 0, []))];

    /// <summary>The destination's clock less the source's; null where unknown.</summary>
    public TimeSpan? ClockDifference { get; set; }

    /// <summary>The pass is a check job's: it compares and writes nothing.</summary>
    public bool IsCheck { get; init; }

    /// <summary>What only the destination has is looked for, so that a count of none says that there is none.</summary>
    public bool LooksForExtras { get; init; }

    /// <summary>What was counted so far: all that such a pass can do.</summary>
    public IReadOnlyList<PassGroup> Groups =>
        [.. (IsCheck ? Checks : Moves).Where(action => action != PassAction.Extra || LooksForExtras).Select(action => _groups[(int)action])];

    /// <summary>Objects that a check asks for one by one, since no listing shows that they are equal.</summary>
    public long Asked => _groups[(int)PassAction.Missing].Objects + _groups[(int)PassAction.Different].Objects + _groups[(int)PassAction.Read].Objects;

    /// <summary>Counts a planned stretch.</summary>
    public void Add(PlannedSegment planned)
    {
        ArgumentNullException.ThrowIfNull(planned);
        foreach (var entry in planned.Manifest?.Entries ?? [])
        {
            if (Of(entry) is { } action)
            {
                var group = _groups[(int)action];
                var size = action == PassAction.Extra ? entry.Destination!.Size : entry.Source.Size;
                _groups[(int)action] = group with
                {
                    Objects = group.Objects + 1,
                    Bytes = ByteTotal.Add(group.Bytes, size ?? 0),
                    Examples = group.Objects < MaxExamples ? [.. group.Examples, new(entry.Key, size, entry.Reason)] : group.Examples,
                };
            }
        }
    }

    /// <summary>What a pass would do with an entry of a manifest; null: nothing, it takes no part.</summary>
    public PassAction? Of(ManifestEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry switch
        {
            { Action: EntryAction.Keep } => IsCheck ? PassAction.Equal : PassAction.Skip,
            { Action: EntryAction.Refuse } => IsCheck ? PassAction.Unreadable : PassAction.Fail,
            { Action: EntryAction.Extra } => PassAction.Extra,
            { Action: EntryAction.Compare, Destination: null } => PassAction.Missing,
            { Action: EntryAction.Compare } => Checked(entry),
            { Action: EntryAction.Send, Destination: null } => PassAction.Send,
            { Action: EntryAction.Send, EvenIfEqual: true } => Replaced(entry),
            { Action: EntryAction.Send } => Compared(entry),
            _ => null,
        };
    }

    // The planner has kept what both listings show to be equal.
    private PassAction Checked(ManifestEntry entry)
    {
        var there = new ContentFacts(entry.Destination!.Size, entry.Destination.ETag, destination);
        var comparison = entry.Expected is { } expected
            ? ContentComparison.OfDigest(expected, entry.Source.Size, there)
            : ContentComparison.Of(new(entry.Source.Size, entry.Source.ETag, source), there);
        return comparison.Kind == ComparisonKind.Differs ? PassAction.Different : PassAction.Read;
    }

    private PassAction Compared(ManifestEntry entry)
    {
        var (listed, there) = (entry.Source, entry.Destination!);
        return CompareRule.Of(
            sync.Compare,
            new(listed.Size, listed.ETag, source) { LastModified = listed.LastModified },
            new(there.Size, there.ETag, destination) { LastModified = there.LastModified },
            recorded: null,
            ClockDifference).Kind switch
        {
            ComparisonKind.Equal => PassAction.Skip,
            ComparisonKind.Differs => Replaced(entry),
            _ => PassAction.Read,
        };
    }

    private PassAction Replaced(ManifestEntry entry) =>
        OverwriteRule.Allows(sync.Overwrite, entry.Destination, entry.IsOurs, entry.Source.LastModified, ClockDifference)
            ? PassAction.Send
            : PassAction.Conflict;
}

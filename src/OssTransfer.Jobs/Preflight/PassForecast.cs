using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer;
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

    private readonly PassGroup[] _groups = [.. Enum.GetValues<PassAction>().Select(action => new PassGroup(action, 0, 0, []))];

    /// <summary>The destination's clock less the source's; null where unknown.</summary>
    public TimeSpan? ClockDifference { get; set; }

    /// <summary>What was counted so far, in the order of <see cref="PassAction"/>.</summary>
    public IReadOnlyList<PassGroup> Groups => _groups;

    /// <summary>Counts a planned stretch.</summary>
    public void Add(PlannedSegment planned)
    {
        ArgumentNullException.ThrowIfNull(planned);
        foreach (var entry in planned.Manifest?.Entries ?? [])
        {
            if (Of(entry) is { } action)
            {
                var group = _groups[(int)action];
                _groups[(int)action] = group with
                {
                    Objects = group.Objects + 1,
                    Bytes = ByteTotal.Add(group.Bytes, entry.Source.Size ?? 0),
                    Examples = group.Objects < MaxExamples ? [.. group.Examples, new(entry.Key, entry.Source.Size, entry.Reason)] : group.Examples,
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
            { Action: EntryAction.Keep } => PassAction.Skip,
            { Action: EntryAction.Refuse } => PassAction.Fail,
            { Action: EntryAction.Send, Destination: null } => PassAction.Send,
            { Action: EntryAction.Send, EvenIfEqual: true } => Replaced(entry),
            { Action: EntryAction.Send } => Compared(entry),
            _ => null,
        };
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

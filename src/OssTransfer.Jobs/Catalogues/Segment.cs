using System.Collections.Frozen;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Catalogues;

/// <summary>A stretch of the catalogue, read.</summary>
/// <param name="Ref">Which.</param>
/// <param name="Manifest">Its keys.</param>
/// <param name="Progress">What became of those that were to be moved.</param>
/// <param name="FirstTakenTicks">When the shard was first taken, UTC ticks by the destination's clock; 0: never, or that clock wasn't known.</param>
public sealed record Segment(SegmentRef Ref, ShardManifest Manifest, ShardProgress Progress, long FirstTakenTicks)
{
    /// <summary>The latest attempt; 0: it was never taken, or that is unknown.</summary>
    public int Attempt { get; init; }

    /// <summary>Indexes of entries that the latest check of this stretch found to differ at the destination.</summary>
    public IReadOnlySet<int> Differences { get; init; } = FrozenSet<int>.Empty;

    /// <summary>What became of keys of this stretch that vanished at the source.</summary>
    public IReadOnlyList<DeleteNote> Deletes
    {
        get;
        init => (field, _forgotten) = (value, value.Where(note => note.Forgets).Select(note => note.Index).ToFrozenSet());
    }
    = [];

    private readonly FrozenSet<int> _forgotten = FrozenSet<int>.Empty;

    /// <summary>Everything that was to be moved has an outcome.</summary>
    public bool HasEnded => Manifest.Entries.Zip(Progress.Outcomes).All(pair => !pair.First.Action.IsWork() || pair.Second is not null);

    private DateTimeOffset? FirstTaken => FirstTakenTicks == 0 ? null : new(FirstTakenTicks, TimeSpan.Zero);

    /// <summary>The records, ascending by key; keys of which nothing is remembered are left out.</summary>
    public IEnumerable<RememberedKey> Records()
    {
        for (var i = 0; i < Manifest.Entries.Count; i++)
        {
            var entry = Manifest.Entries[i];
            if (!_forgotten.Contains(i) && RecordOf(i, entry) is { } record)
            {
                var known = Differences.Contains(i) ? record with { Differs = true } : record;
                yield return new(known, entry.Action is EntryAction.Retain or EntryAction.Extra) { Index = i, IsFound = IsFound(i, entry) };
            }
        }
    }

    private bool IsFound(int index, ManifestEntry entry) => entry.Action == EntryAction.Keep
        || (entry.Action.IsWork() && Progress.Outcomes[index] is { Kind: OutcomeKind.Transferred or OutcomeKind.Skipped });

    /// <summary>What is remembered of an entry, given how its move ended.</summary>
    private CatalogueRecord? RecordOf(int index, ManifestEntry entry) => entry.Action switch
    {
        EntryAction.Send when Progress.Outcomes[index] is { } outcome => CatalogueRecords.After(entry, outcome, Progress.EarlierAt(index, entry, FirstTaken)),
        EntryAction.Compare when Progress.Outcomes[index] is { } outcome => CatalogueRecords.AfterComparison(entry, outcome),
        EntryAction.Send => Unfinished(index, entry),
        _ => entry.Record,
    };

    /// <summary>A move without outcome in a shard that was taken: what it was about to send may lie there.</summary>
    private CatalogueRecord? Unfinished(int index, ManifestEntry entry) => Attempt == 0 && FirstTakenTicks == 0
        ? entry.Record
        : CatalogueRecords.With(entry, Progress.AnyAt(index, entry, FirstTaken));
}

using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Catalogues;

/// <summary>A stretch of the catalogue, read.</summary>
/// <param name="Ref">Which.</param>
/// <param name="Manifest">Its keys.</param>
/// <param name="Progress">What became of those that were to be moved.</param>
/// <param name="FirstTakenTicks">When the shard was first taken, UTC ticks by the destination's clock; 0: never.</param>
public sealed record Segment(SegmentRef Ref, ShardManifest Manifest, ShardProgress Progress, long FirstTakenTicks)
{
    /// <summary>The records, ascending by key; keys of which nothing is remembered are left out.</summary>
    public IEnumerable<RememberedKey> Records()
    {
        for (var i = 0; i < Manifest.Entries.Count; i++)
        {
            var entry = Manifest.Entries[i];
            if (RecordOf(entry, Progress.Outcomes[i]) is { } record)
            {
                yield return new(record, entry.Action == EntryAction.Carry);
            }
        }
    }

    /// <summary>What is remembered of an entry, given how its move ended.</summary>
    private CatalogueRecord? RecordOf(ManifestEntry entry, Transfer.Outcomes.TransferOutcome? outcome) => entry.Action switch
    {
        EntryAction.Send when outcome is null => Unfinished(entry),
        EntryAction.Send => CatalogueRecords.After(entry, outcome),
        _ => entry.Record,
    };

    /// <summary>A move without outcome in a shard that was taken: what lies there since may be ours.</summary>
    private CatalogueRecord? Unfinished(ManifestEntry entry)
    {
        if (FirstTakenTicks == 0)
        {
            return entry.Record;
        }

        var record = entry.Record ?? new(entry.Key, default, null, null, Transfer.Outcomes.ProofKind.None);
        return record.OursSinceTicks != 0 ? record : record with { OursSinceTicks = FirstTakenTicks };
    }
}

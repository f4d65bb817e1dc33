using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Catalogues;

/// <summary>How outcomes become records.</summary>
internal static class CatalogueRecords
{
    /// <summary>What is remembered of an object after its move; null: nothing.</summary>
    public static CatalogueRecord? After(ManifestEntry entry, TransferOutcome outcome) => outcome.Kind switch
    {
        OutcomeKind.Transferred or OutcomeKind.Skipped => Proven(entry, outcome),
        OutcomeKind.Failed when outcome.Digest is not null => Uncertain(entry, outcome),
        _ => entry.Record,
    };

    private static CatalogueRecord Proven(ManifestEntry entry, TransferOutcome outcome)
    {
        // What was compared or sent counts, not what was listed: a version that nobody noted matches no listing, so that the next pass looks again.
        var facts = outcome.Source is { } version
            ? new SourceFacts(version.Size, version.LastModified.UtcTicks, version.ETag, entry.Source.Key)
            : default(SourceFacts) with { Key = entry.Source.Key };
        return new(entry.Key, facts, outcome.DestinationETag, outcome.Digest, outcome.Proof)
        {
            SourceUnproven = outcome.SourceUnproven,
            HasOpaqueSourceETag = outcome.Source is { HasOpaqueETag: true },
        };
    }

    /// <summary>Sent, but never proven: the digest stays so that what may lie there is known as ours, and the facts match no listing.</summary>
    private static CatalogueRecord Uncertain(ManifestEntry entry, TransferOutcome outcome) =>
        new(entry.Key, default(SourceFacts) with { Key = entry.Source.Key }, outcome.DestinationETag ?? entry.Record?.DestinationETag, outcome.Digest, ProofKind.None)
        {
            OursSinceTicks = entry.Record?.OursSinceTicks ?? 0,
        };
}

using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Catalogues;

/// <summary>How outcomes become records.</summary>
internal static class CatalogueRecords
{
    /// <summary>What is remembered of an object after its move; null: nothing.</summary>
    /// <param name="entry">Its entry.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="earlier">What may be under the key besides what the outcome says; null: nothing.</param>
    public static CatalogueRecord? After(ManifestEntry entry, TransferOutcome outcome, EarlierWrites? earlier) => outcome.Kind switch
    {
        OutcomeKind.Transferred or OutcomeKind.Skipped => Proven(entry, outcome, earlier),
        OutcomeKind.Failed when outcome.Digest is not null => Uncertain(entry, outcome) with { Earlier = Joined(entry, earlier) },
        _ when earlier is null => entry.Record,

        // The recorded version may have been replaced: it still counts as ours, but nothing proves that it is what lies there.
        _ => With(entry, earlier) with { Proof = ProofKind.None },
    };

    /// <summary>
    /// What is remembered of an object after it was compared: what was proven now, or what was known before, which is doubted where the object differs.
    /// </summary>
    public static CatalogueRecord? AfterComparison(ManifestEntry entry, TransferOutcome outcome) => outcome switch
    {
        { Kind: OutcomeKind.Skipped } => Proven(entry, outcome, null),
        { Difference: not Difference.None } when entry.Record is { } record => record with { Differs = true },
        _ => entry.Record,
    };

    /// <summary>What was recorded before, and what may lie there since.</summary>
    public static CatalogueRecord With(ManifestEntry entry, EarlierWrites earlier) =>
        (entry.Record ?? new(entry.Key, default(SourceFacts) with { Key = entry.Source.Key }, null, null, ProofKind.None)) with
        {
            Earlier = Joined(entry, earlier),
        };

    private static EarlierWrites? Joined(ManifestEntry entry, EarlierWrites? earlier) => EarlierWrites.Join(entry.Record?.Earlier, earlier);

    private static CatalogueRecord Proven(ManifestEntry entry, TransferOutcome outcome, EarlierWrites? earlier)
    {
        // What was compared or sent counts, not what was listed: a version that was not noted matches no listing, so that the next pass looks again.
        var facts = outcome.Source is { } version
            ? new SourceFacts(version.Size, version.LastModified, version.ETag, entry.Source.Key)
            : default(SourceFacts) with { Key = entry.Source.Key };
        return new(entry.Key, facts, outcome.DestinationETag, outcome.Digest, outcome.Proof)
        {
            SourceUnproven = outcome.SourceUnproven,
            HasOpaqueSourceETag = outcome.Source is { HasOpaqueETag: true },
            Earlier = earlier is null ? null : Joined(entry, earlier)!.Without(facts.Version),
            FormerETag = outcome.Kind == OutcomeKind.Transferred ? Former(entry, outcome.DestinationETag) : null,
            ReplacedETag = outcome.Kind == OutcomeKind.Transferred ? OtherThan(outcome.DestinationETag, entry.Destination?.ETag) : null,
            IsWritten = outcome.Kind == OutcomeKind.Transferred || IsOurs(entry, outcome, earlier),
        };
    }

    /// <summary>
    /// What was found equal is this job's own where it was so before, or where it appeared after the run was planned and an attempt that never reported its end
    /// may have written it.
    /// </summary>
    private static bool IsOurs(ManifestEntry entry, TransferOutcome outcome, EarlierWrites? earlier) =>
        (entry.Record is { IsWritten: true } record && record.ETags.Contains(outcome.DestinationETag, StringComparer.OrdinalIgnoreCase))
        || (earlier is not null && outcome.DestinationETag is not null
            && !string.Equals(entry.Destination?.ETag, outcome.DestinationETag, StringComparison.OrdinalIgnoreCase));

    /// <summary>The ETag of what this job had written there before; null where there was nothing, or it has the same ETag.</summary>
    private static string? Former(ManifestEntry entry, string? written) =>
        OtherThan(written, entry is { IsOurs: true, Destination: { } there } ? there.ETag : null) ?? OtherThan(written, entry.Record?.DestinationETag);

    private static string? OtherThan(string? written, string? former) =>
        string.Equals(former, written, StringComparison.OrdinalIgnoreCase) ? null : former;

    /// <summary>Sent, but never proven: the digest stays so that what may lie there is known as ours, and the facts match no listing.</summary>
    private static CatalogueRecord Uncertain(ManifestEntry entry, TransferOutcome outcome) =>
        new(
            entry.Key,
            default(SourceFacts) with { Key = entry.Source.Key },
            outcome.DestinationETag ?? entry.Record?.DestinationETag,
            outcome.Digest,
            ProofKind.None)
        {
            IsWritten = true,
            OursSinceTicks = entry.Record?.OursSinceTicks ?? 0,
            Differs = entry.Record is { Differs: true },
            FormerETag = entry.Record?.FormerETag,
        };
}

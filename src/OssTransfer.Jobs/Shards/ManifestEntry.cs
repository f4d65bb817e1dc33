using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Shards;

/// <summary>One key of a shard's manifest.</summary>
/// <param name="Key">The key below source and destination prefix; for a name that is no key, its raw bytes.</param>
/// <param name="Action">What is done with it.</param>
/// <param name="Source">What the listing said; for <see cref="EntryAction.Retain"/> what the record says.</param>
public sealed record ManifestEntry(ObjectKey Key, EntryAction Action, SourceFacts Source)
{
    /// <summary>What was recorded before this run, or for <see cref="EntryAction.Keep"/> what is recorded from now on; null where nothing was.</summary>
    public CatalogueRecord? Record { get; init; }

    /// <summary>What the destination's listing showed; null: nothing.</summary>
    public DestinationObject? Destination { get; init; }

    /// <summary>For <see cref="EntryAction.Compare"/>: as in <see cref="TransferItem.Expected"/>.</summary>
    public ContentDigest? Expected { get; init; }

    /// <summary>For <see cref="EntryAction.Send"/>: as in <see cref="TransferItem.EvenIfEqual"/>.</summary>
    public bool EvenIfEqual { get; init; }

    /// <summary>What the destination holds was written by this job.</summary>
    public bool IsOurs { get; init; }

    /// <summary>For <see cref="EntryAction.Refuse"/>: how it ended (<see cref="OutcomeKind.Failed"/>, <see cref="OutcomeKind.NeedsRestore"/>).</summary>
    public OutcomeKind Refusal { get; init; }

    /// <summary>For <see cref="EntryAction.Refuse"/>: what the listing said was wrong with the entry itself.</summary>
    public EntryProblem Problem { get; init; }

    /// <summary>For <see cref="EntryAction.Refuse"/>: why, for people.</summary>
    public string? Reason { get; init; }
}

using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Planning;

/// <summary>What is decided for one key.</summary>
/// <param name="Key">The key below the prefixes.</param>
/// <param name="Entry">Its line in a manifest; null where it needs none (excluded, nothing remembered).</param>
internal readonly record struct PlannedEntry(ObjectKey Key, ManifestEntry? Entry)
{
    /// <summary>The source listed it.</summary>
    public bool IsListed { get; init; }

    /// <summary>Bytes as listed; null where unknown.</summary>
    public long? Size { get; init; }

    /// <summary>How it ended already; <see cref="OutcomeKind.None"/>: a worker moves it, or it isn't part of the run.</summary>
    public OutcomeKind Ended { get; init; }

    /// <summary>What is remembered stays exactly as it is.</summary>
    public bool IsUnchanged { get; init; }

    /// <summary>Why it is no object.</summary>
    public EntryProblem Problem { get; init; }

    /// <summary>One of several names of a file.</summary>
    public bool IsHardLink { get; init; }

    /// <summary>It vanished at the source, and may be deleted.</summary>
    public bool IsVanished { get; init; }

    /// <summary>Those that ended, as they are reported.</summary>
    public static IReadOnlyList<EndedKey> EndedOf(IReadOnlyList<PlannedEntry> keys) =>
    [
        .. keys.Where(key => key is { IsListed: true, Ended: not OutcomeKind.None })
            .Select(key => new EndedKey(key.Key, key.Ended) { Entry = key.Entry, Size = key.Size }),
    ];

    /// <summary>Counts the key.</summary>
    public void CountIn(ListingTally tally)
    {
        if (!IsListed)
        {
            if (Entry is { Action: EntryAction.Extra })
            {
                tally.Extra();
            }

            if (IsVanished)
            {
                tally.Vanished(Size);
            }

            return;
        }

        tally.Listed(Key, Size);
        if (Ended != OutcomeKind.None)
        {
            var record = Entry?.Record;
            tally.Ended(Key, Size, Ended, record?.Proof ?? ProofKind.None, record?.SourceUnproven ?? false);
        }

        if (Entry is { Action: EntryAction.Refuse } refused)
        {
            tally.Refused(refused);
        }

        if (Problem != EntryProblem.None)
        {
            tally.Problem(Problem);
        }

        if (Ended == OutcomeKind.None && Entry?.Record is { Differs: true })
        {
            tally.Differs();
        }

        if (Ended == OutcomeKind.Failed && Problem.NeedsNewListing())
        {
            tally.NeedsNewListing();
        }

        if (IsHardLink && Ended != OutcomeKind.Excluded)
        {
            tally.HardLink();
        }
    }
}

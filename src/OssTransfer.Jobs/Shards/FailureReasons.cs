using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Shards;

/// <summary>
/// Which entries of a manifest count as failed, and why: a name that all objects share which failed alike, and a line for people. The names are stored and
/// shown: never change one.
/// </summary>
public static class FailureReasons
{
    /// <summary>The destination holds something newer that this job did not write.</summary>
    public const string Conflict = "conflict";

    /// <summary>Archived at the source.</summary>
    public const string NeedsRestore = "needs-restore";

    /// <summary>A comparison found nothing at the destination.</summary>
    public const string Missing = "missing";

    /// <summary>A comparison found something else there.</summary>
    public const string Different = "different";

    /// <summary>The check after a transfer found a difference.</summary>
    public const string CheckDiffers = "check-differs";

    /// <summary>It vanished at the source and could not be deleted.</summary>
    public const string NotDeleted = "not-deleted";

    /// <summary>Only the destination has it.</summary>
    public const string OnlyThere = "only-at-destination";

    /// <summary>Refused while listing, for what the object is or is called.</summary>
    public const string Refused = "refused";

    private static readonly string[] Sides = ["local", "source", "destination"];
    private static readonly string[] Kinds = [.. Enum.GetValues<StorageErrorKind>().Select(Hyphened)];
    private static readonly string[][] OfStores = [.. Sides.Select(side => Kinds.Select(kind => $"{side}-{kind}").ToArray())];

    private static readonly Dictionary<EntryProblem, string> OfEntries = new()
    {
        [EntryProblem.BrokenLink] = "broken-link",
        [EntryProblem.InvalidName] = "invalid-name",
        [EntryProblem.UnreadableDirectory] = "unreadable-directory",
        [EntryProblem.Unusable] = "unusable-entry",
        [EntryProblem.BadLine] = "bad-line",
        [EntryProblem.Missing] = "listed-but-missing",
        [EntryProblem.Unreadable] = "listed-but-unreadable",
    };

    /// <summary>Every name.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(
    [
        Conflict, NeedsRestore, Missing, Different, CheckDiffers, NotDeleted, OnlyThere, Refused, .. OfEntries.Values, .. OfStores.SelectMany(names => names),
    ]);

    /// <summary>The reason of a shard's entry with what became of it; null: it did not fail.</summary>
    public static string? NameOf(ManifestEntry entry, TransferOutcome? outcome)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (entry.Action, outcome?.Kind) switch
        {
            (EntryAction.Refuse, _) => entry.Refusal == OutcomeKind.NeedsRestore ? NeedsRestore : OfEntries.GetValueOrDefault(entry.Problem, Refused),
            (EntryAction.Send, OutcomeKind.Conflict) => Conflict,
            (EntryAction.Send or EntryAction.Compare, OutcomeKind.NeedsRestore) => NeedsRestore,
            (EntryAction.Send or EntryAction.Compare, OutcomeKind.Failed) => outcome switch
            {
                { Difference: Difference.Missing } => Missing,
                { Difference: Difference.Differs } => Different,
                { Failure: { } failure } => OfStore(failure),
                _ => null,
            },
            _ => null,
        };
    }

    /// <summary>What the line of such an entry says.</summary>
    public static string TextOf(ManifestEntry entry, TransferOutcome? outcome)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (entry.Action, outcome) switch
        {
            (EntryAction.Refuse, _) => entry.Reason ?? "",
            (_, { Kind: OutcomeKind.Conflict }) => "the destination holds something else that is newer and that this job did not write; it was left as it is",
            (_, { Kind: OutcomeKind.NeedsRestore }) => "archived at the source; restore it there first",
            (EntryAction.Compare, { Difference: Difference.None, Failure: { } failure }) => $"could not be compared: {failure.ReasonWithSide}",
            (_, { Failure: { } failure }) => failure.Reason,
            _ => "",
        };
    }

    /// <summary>The phase in which such an entry fails.</summary>
    public static string PhaseOf(EntryAction action) => action switch
    {
        EntryAction.Refuse => "list",
        EntryAction.Send => "transfer",
        _ => "check",
    };

    private static string OfStore(TransferFailure failure)
    {
        var (side, kind) = ((int)failure.Side, (int)failure.Kind);

        // Of a newer version nothing is known but that it failed.
        var names = OfStores[side < Sides.Length ? side : 0];
        return names[kind < names.Length ? kind : 0];
    }

    private static string Hyphened(StorageErrorKind kind) =>
        string.Concat(kind.ToString().Select((letter, i) => char.IsUpper(letter) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(letter) : letter.ToString()));
}

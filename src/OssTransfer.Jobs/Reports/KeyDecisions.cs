using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Reports;

/// <summary>What a pass decided about a key, read from what the pass wrote down. Pure.</summary>
public static class KeyDecisions
{
    /// <summary>The names of rules in JSON: as in the enumeration, in lower case with hyphens.</summary>
    public static string NameOf(DecisionRule rule) =>
        string.Concat(rule.ToString().Select((letter, i) => char.IsUpper(letter) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(letter) : letter.ToString()));

    /// <summary>A pass that keeps nothing of the key.</summary>
    public static PassExplanation Forgotten(int run, DateTimeOffset? startedAt) => new() { Run = run, StartedAt = startedAt, Kept = false };

    /// <summary>A pass that has nothing of the key, for this reason.</summary>
    public static PassExplanation Without(int run, DateTimeOffset? startedAt, DecisionRule rule) =>
        new() { Run = run, StartedAt = startedAt, Kept = true, Rule = NameOf(rule) };

    /// <summary>A pass that referred to what an earlier one had written down.</summary>
    /// <param name="run">The pass.</param>
    /// <param name="startedAt">When it started.</param>
    /// <param name="segment">What it referred to.</param>
    /// <param name="index">The key's entry there.</param>
    public static PassExplanation Unchanged(int run, DateTimeOffset? startedAt, Segment segment, int index)
    {
        ArgumentNullException.ThrowIfNull(segment);
        var remembered = segment.Records().FirstOrDefault(remembered => remembered.Index == index);
        var isListed = remembered is { Record: not null, Retained: false };
        return new()
        {
            Run = run,
            StartedAt = startedAt,
            Kept = true,
            Rule = NameOf(isListed ? DecisionRule.Unchanged : DecisionRule.NotListed),
            Outcome = isListed ? NameOf(OutcomeKind.Skipped) : null,
            Proof = isListed ? JobSnapshots.NameOf(remembered.Record!.Proof) : null,
            Recorded = Of(remembered.Record),
        };
    }

    /// <summary>A pass that wrote the key down.</summary>
    /// <param name="startedAt">When it started; null where that isn't known any more.</param>
    /// <param name="segment">What it wrote.</param>
    /// <param name="index">The key's entry there.</param>
    public static PassExplanation Of(DateTimeOffset? startedAt, Segment segment, int index)
    {
        ArgumentNullException.ThrowIfNull(segment);
        var (entry, outcome) = (segment.Manifest.Entries[index], segment.Progress.Outcomes[index]);
        var isListed = entry.Action is not (EntryAction.Retain or EntryAction.Extra);
        return new()
        {
            Run = segment.Ref.Shard.Run,
            StartedAt = startedAt,
            Kept = true,
            Rule = NameOf(RuleOf(entry, outcome)),
            Outcome = OutcomeOf(entry, outcome) is { } kind and not OutcomeKind.None ? NameOf(kind) : null,
            Proof = JobSnapshots.NameOf(entry.Action == EntryAction.Keep ? entry.Record?.Proof ?? ProofKind.None : outcome?.Proof ?? ProofKind.None),
            Reason = entry.Reason ?? outcome?.Failure?.Reason,
            Source = isListed ? Of(entry.Source) : null,
            Destination = DestinationOf(entry),
            IsOurs = entry.IsOurs,
            Recorded = entry.Action == EntryAction.Keep ? null : Of(entry.Record),
        };
    }

    /// <summary>The rule that an entry and its outcome follow from.</summary>
    public static DecisionRule RuleOf(ManifestEntry entry, TransferOutcome? outcome)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (entry.Action, outcome?.Kind) switch
        {
            (EntryAction.Retain, _) => DecisionRule.NotListed,
            (EntryAction.Refuse, _) => DecisionRule.Refused,
            (EntryAction.Keep, _) => DecisionRule.Equal,
            (EntryAction.Compare, _) => DecisionRule.Compared,
            (EntryAction.Extra, _) => DecisionRule.OnlyThere,
            (_, OutcomeKind.Conflict) => DecisionRule.NotOverwritten,
            (_, OutcomeKind.Skipped) => DecisionRule.FoundEqual,
            _ => WhySent(entry),
        };
    }

    private static DecisionRule WhySent(ManifestEntry entry) => entry switch
    {
        { Destination: null } => DecisionRule.NothingThere,
        { Record.Differs: true } => DecisionRule.MarkedDifferent,
        { EvenIfEqual: true } => DecisionRule.EvenIfEqual,
        { Destination.Size: { } there, Source.Size: { } here } when there != here => DecisionRule.SizeDiffers,
        { Record: null } => DecisionRule.NotComparable,
        { Record.IsProven: false } => DecisionRule.NotProven,
        { Record: { } record } when record.Source != entry.Source => DecisionRule.SourceChanged,
        { Record: { } record } when !record.Wrote(entry.Destination) => DecisionRule.DestinationChanged,
        _ => DecisionRule.NotComparable,
    };

    private static OutcomeKind OutcomeOf(ManifestEntry entry, TransferOutcome? outcome) => entry.Action switch
    {
        EntryAction.Keep => OutcomeKind.Skipped,
        EntryAction.Refuse => entry.Refusal,
        _ => outcome?.Kind ?? OutcomeKind.None,
    };

    /// <summary>Of what was found equal only the record is written down, which is then what the destination showed.</summary>
    private static ObjectFacts? DestinationOf(ManifestEntry entry) => entry switch
    {
        { Destination: { } there } => new() { Size = there.Size, LastModified = there.LastModified, ETag = there.ETag },
        { Action: EntryAction.Keep, Record: { } record } => new() { Size = record.Source.Size, ETag = record.DestinationETag },
        _ => null,
    };

    private static ObjectFacts Of(SourceFacts facts) => new() { Size = facts.Size, LastModified = facts.LastModified, ETag = facts.ETag };

    private static RecordedFacts? Of(CatalogueRecord? record) => record is null ? null : new()
    {
        Source = Of(record.Source),
        DestinationETag = record.DestinationETag,
        Digest = record.Digest?.ToETag(),
        Proof = JobSnapshots.NameOf(record.Proof),
        Differs = record.Differs,
        Misses = record.Misses,
    };

    /// <summary>The name of an outcome in JSON and logs.</summary>
    public static string NameOf(OutcomeKind kind) => kind switch
    {
        OutcomeKind.NeedsRestore => "needsRestore",
        _ => kind.ToString().ToLowerInvariant(),
    };
}

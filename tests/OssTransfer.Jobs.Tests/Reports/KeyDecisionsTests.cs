using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Tests.Reports;

public sealed class KeyDecisionsTests
{
    private static readonly ObjectKey Key = ObjectKey.From("a");
    private static readonly SourceFacts Facts = new(5, DateTimeOffset.UnixEpoch, "etag");
    private static readonly DestinationObject There = new(5, DateTimeOffset.UnixEpoch, "there");
    private static readonly CatalogueRecord Record = new(Key, Facts, "there", null, ProofKind.Md5);
    private static readonly ManifestEntry Sent = new(Key, EntryAction.Send, Facts) { Destination = There, Record = Record };

    public static TheoryData<DecisionRule, ManifestEntry, TransferOutcome?> Rows => new()
    {
        { DecisionRule.NotListed, Sent with { Action = EntryAction.Retain }, null },
        { DecisionRule.Refused, Sent with { Action = EntryAction.Refuse }, null },
        { DecisionRule.Equal, Sent with { Action = EntryAction.Keep }, null },
        { DecisionRule.Compared, Sent with { Action = EntryAction.Compare }, new(0, OutcomeKind.Skipped) },
        { DecisionRule.OnlyThere, Sent with { Action = EntryAction.Extra }, null },
        { DecisionRule.NotOverwritten, Sent, new(0, OutcomeKind.Conflict) },
        { DecisionRule.FoundEqual, Sent, new(0, OutcomeKind.Skipped) },
        { DecisionRule.NothingThere, Sent with { Destination = null }, new(0, OutcomeKind.Transferred) },
        { DecisionRule.NothingThere, Sent with { Destination = null }, null },
        { DecisionRule.MarkedDifferent, Sent with { Record = Record with { Differs = true }, EvenIfEqual = true }, null },
        { DecisionRule.EvenIfEqual, Sent with { EvenIfEqual = true }, null },
        { DecisionRule.SizeDiffers, Sent with { Destination = There with { Size = 6 } }, null },
        { DecisionRule.NotComparable, Sent with { Record = null }, null },
        { DecisionRule.NotProven, Sent with { Record = Record with { Proof = ProofKind.None } }, null },
        { DecisionRule.SourceChanged, Sent with { Record = Record with { Source = Facts with { ETag = "other" } } }, null },
        { DecisionRule.DestinationChanged, Sent with { Record = Record with { DestinationETag = "other" } }, null },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Rule_is_that_which_the_entry_and_its_outcome_tell_of(DecisionRule rule, ManifestEntry entry, TransferOutcome? outcome) =>
        Assert.Equal(rule, KeyDecisions.RuleOf(entry, outcome));

    [Fact]
    public void Names_are_a_promise() => Assert.Equal(
        [
            "no-entry", "left-out", "not-reached", "not-listed", "refused", "unchanged", "equal", "nothing-there", "size-differs", "marked-different",
            "even-if-equal", "source-changed", "destination-changed", "not-proven", "not-comparable", "not-overwritten", "found-equal", "compared",
            "only-there",
        ],
        Enum.GetValues<DecisionRule>().Select(KeyDecisions.NameOf));
}

using System.Collections.Immutable;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Hashing;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Tests.Catalogues;

/// <summary>A difference that a check found stays with the record until the object is there again.</summary>
public sealed class DifferenceTests
{
    private static readonly ContentDigest Digest = new(Hash128.Parse("0123456789abcdef0123456789abcdef"), 1, 0);
    private static readonly SourceFacts Facts = new(3, new(7, TimeSpan.Zero), Digest.Hex);
    private static readonly ObjectKey Key = ObjectKey.From("k");

    [Fact]
    public void Difference_of_a_segment_is_part_of_the_record()
    {
        var segment = Of(EntryAction.Keep, null, differs: false) with { Differences = ImmutableHashSet.Create(0) };

        Assert.True(Assert.Single(segment.Records()).Record.Differs);
    }

    [Theory]
    [InlineData(OutcomeKind.Transferred, false)]
    [InlineData(OutcomeKind.Skipped, false)]
    [InlineData(OutcomeKind.Failed, true)]
    [InlineData(OutcomeKind.Conflict, true)]
    [InlineData(OutcomeKind.Gone, true)]
    [InlineData(OutcomeKind.NeedsRestore, true)]
    public void Difference_is_mended_only_by_what_proves_the_object(OutcomeKind kind, bool stays)
    {
        var outcome = new TransferOutcome(0, kind)
        {
            Source = new(3, Digest.Hex, Facts.LastModified),
            Size = 3,
            Digest = Digest,
            Failure = kind == OutcomeKind.Failed ? new(TransferSide.Destination, StorageErrorKind.Other, "no") : null,
        };

        Assert.Equal(stays, Assert.Single(Of(EntryAction.Send, outcome, differs: true).Records()).Record.Differs);
    }

    [Theory]
    [InlineData(EntryAction.Send, OutcomeKind.Transferred, true)]
    [InlineData(EntryAction.Send, OutcomeKind.Skipped, true)]
    [InlineData(EntryAction.Send, OutcomeKind.Failed, false)]
    [InlineData(EntryAction.Send, OutcomeKind.Conflict, false)]
    [InlineData(EntryAction.Send, OutcomeKind.Gone, false)]
    [InlineData(EntryAction.Compare, OutcomeKind.Skipped, true)]
    [InlineData(EntryAction.Keep, null, true)]
    [InlineData(EntryAction.Refuse, null, false)]
    [InlineData(EntryAction.Retain, null, false)]
    [InlineData(EntryAction.Extra, null, false)]
    public void Only_what_the_run_itself_has_proven_is_found_for_its_check(EntryAction action, OutcomeKind? kind, bool isFound)
    {
        var outcome = kind is { } ended
            ? new TransferOutcome(0, ended)
            {
                Source = new(3, Digest.Hex, Facts.LastModified),
                Size = 3,
                Failure = ended == OutcomeKind.Failed ? new(TransferSide.Destination, StorageErrorKind.Other, "no") : null,
            }
            : null;

        Assert.Equal(isFound, Assert.Single(Of(action, outcome, differs: false).Records()).IsFound);
    }

    [Fact]
    public void Difference_stays_where_nobody_has_tried_yet() =>
        Assert.True(Assert.Single(Of(EntryAction.Retain, null, differs: true).Records()).Record.Differs);

    /// <summary>Whoever had written it, and although it has the right size, which is enough for a check of that mode elsewhere.</summary>
    [Fact]
    public void Object_that_was_to_be_replaced_and_is_still_there_is_a_difference()
    {
        const string foreign = "00000000000000000000000000000000";
        var outcome = new TransferOutcome(0, OutcomeKind.Transferred)
        {
            Source = new(3, Digest.Hex, Facts.LastModified), Size = 3, Digest = Digest, DestinationETag = Digest.Hex, Proof = ProofKind.Md5,
        };
        var there = new DestinationObject(3, Facts.LastModified, foreign);

        var record = Assert.Single(Of(EntryAction.Send, outcome, differs: false, there).Records()).Record;

        Assert.Contains("version before", CheckRules.Difference(record, there, CheckMode.Head), StringComparison.Ordinal);
        Assert.Null(CheckRules.Difference(record, there with { ETag = "11111111111111111111111111111111" }, CheckMode.Head));
        Assert.False(record.Wrote(there));
    }

    private static Segment Of(EntryAction action, TransferOutcome? outcome, bool differs, DestinationObject? there = null)
    {
        var record = new CatalogueRecord(Key, Facts, Digest.Hex, Digest, ProofKind.Md5) { Differs = differs };
        var manifest = new ShardManifest([new(Key, action, Facts) { Record = record, Destination = there }]);
        var progress = ShardProgress.Start(1).With(outcome is null ? [] : [outcome], ImmutableDictionary<int, LargeObjectState>.Empty);
        return new(new(Key, ShardId.Move(1, 0), 1), manifest, progress, 0);
    }
}

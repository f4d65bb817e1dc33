using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Tests.Shards;

/// <summary>What an attempt may have written stays known as ours, whatever became of the attempt and of the object since.</summary>
public sealed class ShardDoubtsTests
{
    private const string RecordedETag = "00000000000000000000000000000001";
    private static readonly StoreTraits Store = MemoryStore.DefaultTraits;
    private static readonly StoreTraits Disk = MemoryStore.DefaultTraits with { ETag = ETagMeaning.Opaque, MultipartETagIsComposite = false };
    private static readonly DateTimeOffset Taken = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Old = new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly SourceFacts Listed = new(5000, Old, "inode-2");
    private static readonly CatalogueRecord Recorded = new(Key("k"), new(100, Old, "inode-1"), RecordedETag, null, ProofKind.Md5);

    /// <summary>What the lost attempt may have left: the listed version.</summary>
    private static readonly DestinationObject Left = new(5000, Taken.AddSeconds(2), "00000000000000000000000000000002");

    [Theory]
    [InlineData(OutcomeKind.Gone)]
    [InlineData(OutcomeKind.NeedsRestore)]
    [InlineData(OutcomeKind.Conflict)]
    [InlineData(OutcomeKind.Failed)]
    public void An_object_that_ends_without_a_version_names_none_and_what_was_sent_is_ours(OutcomeKind kind)
    {
        var record = Assert.Single(Superseded(new(0, kind)).Records()).Record;

        Assert.False(record.IsProven);
        Assert.True(record.Owns(Left, Recorded.Source, Disk, Store));
        Assert.True(record.Owns(new(100, Old, RecordedETag), Recorded.Source, Disk, Store));
        Assert.False(record.Owns(Left with { Size = 4999 }, Recorded.Source, Disk, Store));
    }

    [Theory]
    [InlineData(OutcomeKind.Gone)]
    [InlineData(OutcomeKind.Failed)]
    public void Without_a_write_in_doubt_the_record_stays_as_it_was(OutcomeKind kind)
    {
        var manifest = Manifest();
        var segment = new Segment(default, manifest, ShardProgress.Start(1).With([new(0, kind)], []), Taken.UtcTicks) { Attempt = 1 };

        Assert.Equal(Recorded, Assert.Single(segment.Records()).Record);
    }

    [Fact]
    public void What_stood_there_before_a_write_that_the_store_did_not_keep_stays_ours()
    {
        var written = new TransferOutcome(0, OutcomeKind.Transferred) { DestinationETag = "00000000000000000000000000000003", Proof = ProofKind.Md5 };
        var segment = new Segment(default, Manifest(), ShardProgress.Start(1).With([written], []), Taken.UtcTicks) { Attempt = 1 };

        var record = Assert.Single(segment.Records()).Record;
        var stored = ManifestCodec.Decode(ManifestCodec.Encode(new([new(record.Key, EntryAction.Retain, record.Source) { Record = record }])));

        Assert.Equal((written.DestinationETag, RecordedETag), (record.DestinationETag, record.FormerETag));
        Assert.True(record.Wrote(new(100, Old, RecordedETag.ToUpperInvariant())));
        Assert.Equal(record with { ReplacedETag = null }, stored.Entries[0].Record);
    }

    [Fact]
    public void A_write_of_the_same_attempt_whose_end_nobody_knows_counts_too()
    {
        var manifest = Manifest();
        var progress = ShardProgress.Start(1).With([new(0, OutcomeKind.Gone)], [], ShardDoubts.None.Add([0]));

        var record = Assert.Single(new Segment(default, manifest, progress, Taken.UtcTicks) { Attempt = 1 }.Records()).Record;

        Assert.True(record.Owns(Left, Recorded.Source, Disk, Store));
    }

    [Fact]
    public void A_version_that_was_noted_is_ours_beside_the_listed_one()
    {
        var segment = Superseded(new(0, OutcomeKind.Gone), ShardDoubts.None.Note(0, new(7, "inode-3", Old)));

        var record = Assert.Single(segment.Records()).Record;

        Assert.True(record.Owns(Left with { Size = 7 }, Recorded.Source, Disk, Store));
    }

    [Fact]
    public void Another_version_that_was_proven_leaves_the_listed_one_in_doubt()
    {
        var sent = new TransferOutcome(0, OutcomeKind.Transferred)
        {
            Size = 70,
            Source = new(70, "inode-3", Old),
            DestinationETag = "e3",
            Proof = ProofKind.Md5,
        };

        var record = Assert.Single(Superseded(sent).Records()).Record;

        Assert.True(record.IsProven);
        Assert.Equal((70L, "inode-3"), (record.Source.Size, record.Source.ETag));
        Assert.True(record.Owns(Left, record.Source, Disk, Store));
    }

    [Fact]
    public void The_listed_version_that_was_proven_leaves_nothing_in_doubt()
    {
        var sent = new TransferOutcome(0, OutcomeKind.Transferred) { Size = 5000, Source = Listed.Version, DestinationETag = "e2", Proof = ProofKind.Md5 };

        Assert.Null(Assert.Single(Superseded(sent).Records()).Record.Earlier);
    }

    [Fact]
    public void An_unfinished_move_of_a_shard_that_was_taken_is_in_doubt()
    {
        var record = Assert.Single(new Segment(default, Manifest(), ShardProgress.Start(1), Taken.UtcTicks) { Attempt = 1 }.Records()).Record;

        Assert.True(record.Owns(Left, Recorded.Source, Disk, Store));
        Assert.False(record.Owns(Left with { LastModified = Taken.AddMinutes(-1) }, Recorded.Source, Disk, Store));
    }

    [Fact]
    public void An_unfinished_move_of_a_shard_that_nobody_took_changes_nothing()
    {
        var record = Assert.Single(new Segment(default, Manifest(), ShardProgress.Start(1), 0).Records()).Record;

        Assert.Equal(Recorded, record);
    }

    [Fact]
    public void What_stood_there_when_the_run_was_planned_is_not_ours()
    {
        var foreign = new DestinationObject(5000, Taken.AddMinutes(10), "00000000000000000000000000000003");
        var manifest = new ShardManifest([new(Key("k"), EntryAction.Send, Listed) { Destination = foreign }]);

        var record = Assert.Single(new Segment(default, manifest, ShardProgress.Start(1), Taken.UtcTicks) { Attempt = 1 }.Records()).Record;

        Assert.False(record.Owns(foreign, Recorded.Source, Disk, Store));
    }

    [Fact]
    public void Only_what_had_no_outcome_is_in_doubt_for_the_next_attempt()
    {
        var manifest = new ShardManifest(
            [.. "abc".Select(key => new ManifestEntry(Key(key.ToString()), key == 'b' ? EntryAction.Keep : EntryAction.Send, Listed))]);

        var next = ShardProgress.Start(3).With([new(0, OutcomeKind.Transferred)], []).Superseded(manifest);

        Assert.Equal([2], next.Doubts.Indexes.Numbers);
    }

    [Fact]
    public void Doubts_come_back_as_they_were_stored()
    {
        var manifest = Manifest();
        var doubts = ShardDoubts.None.Add([0]).Note(0, new(7, "inode-3", Old)).Note(0, new(8, null, default));
        var progress = ShardProgress.Start(1).With([new(0, OutcomeKind.Gone)], [], doubts);

        var back = ProgressCodec.Decode(manifest, ProgressCodec.Encode(manifest, progress));

        Assert.Equal(doubts.Indexes, back.Doubts.Indexes);
        Assert.Equal(doubts.NotedOf(0), back.Doubts.NotedOf(0));
        Assert.Equal(OutcomeKind.Gone, back.Outcomes[0]!.Kind);
    }

    [Fact]
    public void Progress_without_doubts_is_stored_as_programs_of_before_store_it()
    {
        var manifest = Manifest();

        Assert.True(ProgressCodec.Decode(manifest, ProgressCodec.Encode(manifest, [new(0, OutcomeKind.Gone)], [])).Doubts.IsNone);
        Assert.Equal(ProgressCodec.Encode(manifest, [], []), ProgressCodec.Encode(manifest, [], [], ShardDoubts.None));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void How_the_destination_was_looked_at_comes_back_as_it_was_stored(bool sawAll)
    {
        var manifest = new ShardManifest([new(Key("a"), EntryAction.Send, Listed)]) { SeenAt = Taken, SawAll = sawAll };

        var back = ManifestCodec.Decode(ManifestCodec.Encode(manifest));

        Assert.Equal((Taken, sawAll), (back.SeenAt!.Value, back.SawAll));
    }

    [Fact]
    public void What_a_manifest_remembers_of_earlier_writes_comes_back_as_it_was_stored()
    {
        var earlier = new EarlierWrites([Listed.Version, new(7, null, default)]) { Since = Taken, Before = Left };
        var manifest = new ShardManifest(
        [
            new(Key("a"), EntryAction.Send, Listed),
            new(Key("k"), EntryAction.Retain, Listed) { Record = Recorded with { Earlier = earlier } },
        ])
        { SeenAt = Taken };

        var back = ManifestCodec.Decode(ManifestCodec.Encode(manifest));

        Assert.Equal(Taken, back.SeenAt);
        Assert.Equal(earlier.Versions, back.Entries[1].Record!.Earlier!.Versions);
        Assert.Equal((earlier.Since, earlier.Before), (back.Entries[1].Record!.Earlier!.Since, back.Entries[1].Record!.Earlier!.Before));
        Assert.Null(back.Entries[0].Record);
    }

    [Theory]
    [InlineData(70, 1)]
    [InlineData(5000, 0)]
    public void A_result_counts_proven_objects_that_another_version_may_still_overwrite(long sent, long expected)
    {
        var version = sent == 5000 ? Listed.Version : new(sent, "inode-3", Old);
        var segment = Superseded(new(0, OutcomeKind.Transferred) { Size = sent, Source = version, DestinationETag = "e", Proof = ProofKind.Md5 });

        var result = ShardResult.Of(segment.Manifest, segment.Progress);

        Assert.Equal(expected, result.InDoubt);
        Assert.Equal(expected, ShardResultCodec.Decode(ShardResultCodec.Encode(result)).InDoubt);
        Assert.Equal(2 * expected, result.Add(result).InDoubt);
    }

    private static ObjectKey Key(string text) => ObjectKey.From(text);

    private static ShardManifest Manifest() =>
        new([new(Key("k"), EntryAction.Send, Listed) { Record = Recorded, IsOurs = true, Destination = new(100, Old, RecordedETag) }]);

    /// <summary>The first attempt was lost without a word, and the second one ended the object like this.</summary>
    private static Segment Superseded(TransferOutcome outcome, ShardDoubts? noted = null)
    {
        var manifest = Manifest();
        return new(default, manifest, ShardProgress.Start(1).With([], [], noted).Superseded(manifest).With([outcome], []), Taken.UtcTicks) { Attempt = 2 };
    }
}

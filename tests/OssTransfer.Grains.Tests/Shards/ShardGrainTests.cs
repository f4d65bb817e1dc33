using OssTransfer.Grains.Shards;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Tests.Shards;

/// <summary>The guard of a shard, driven without a silo.</summary>
public sealed class ShardGrainTests
{
    private static readonly ShardManifest Manifest = new(
        [.. "abc".Select(key => new ManifestEntry(ObjectKey.From(key.ToString()), EntryAction.Send, new(1, new(1, TimeSpan.Zero), null)))]);
    private static readonly byte[] Payload = ManifestCodec.Encode(Manifest);
    private static readonly ulong Digest = ShardManifest.DigestOf(Payload);

    private readonly MemoryState<ManifestRow> _manifest = new();
    private readonly MemoryState<ProgressRow> _progress = new();

    [Fact]
    public async Task What_a_superseded_attempt_says_is_refused()
    {
        var shard = await PlannedAsync();
        var first = await shard.TakeAsync(Digest, "one", 5);
        var second = await shard.TakeAsync(Digest, "two", 6);

        Assert.False(await shard.CheckpointAsync(Digest, first!.Value, Ended(0)));
        Assert.True(await shard.CheckpointAsync(Digest, second!.Value, Ended(1)));
        Assert.False(await shard.CheckpointAsync(Digest, second.Value + 1, Ended(2)));
        Assert.False(await shard.CheckpointAsync(Digest + 1, second.Value, Ended(2)));

        Assert.Equal([1], Stored().Outcomes.Index().Where(outcome => outcome.Item is not null).Select(outcome => outcome.Index));
    }

    [Fact]
    public async Task What_another_listing_planned_takes_the_place_of_what_somebody_has_looked_at()
    {
        var shard = await PlannedAsync();
        await shard.PartialResultAsync(TestContext.Current.CancellationToken);
        var longer = new ShardManifest([.. Manifest.Entries, new(ObjectKey.From("d"), EntryAction.Send, new(1, new(1, TimeSpan.Zero), null))]);
        var payload = ManifestCodec.Encode(longer);
        Assert.True(await shard.PutAsync(2, payload));

        var attempt = await shard.TakeAsync(ShardManifest.DigestOf(payload), "one", 5);
        var ended = ProgressCodec.Encode(longer, [new(3, OutcomeKind.Gone)], []);
        Assert.True(await shard.CheckpointAsync(ShardManifest.DigestOf(payload), attempt!.Value, ended));

        Assert.Equal(1, ShardResultCodec.Decode(await shard.PartialResultAsync(TestContext.Current.CancellationToken)).Total);
    }

    [Fact]
    public async Task What_the_attempt_before_may_have_written_is_durable_with_the_next_one()
    {
        var shard = await PlannedAsync();
        var first = await shard.TakeAsync(Digest, "one", 5);
        await shard.CheckpointAsync(Digest, first!.Value, Ended(1));
        Assert.Empty(Stored().Doubts.Indexes.Numbers);

        await shard.TakeAsync(Digest, "two", 6);

        Assert.Equal([0, 2], Stored().Doubts.Indexes.Numbers);
        Assert.Equal(5, _progress.Stored.FirstTakenTicks);
    }

    [Fact]
    public async Task When_it_was_first_taken_is_noted_by_who_took_it_and_never_changed()
    {
        var shard = await PlannedAsync();
        var first = (await shard.TakeAsync(Digest, "one", 0))!.Value;

        await shard.NoteFirstTakenAsync(Digest, first + 1, 4);
        Assert.Equal(0, _progress.Stored.FirstTakenTicks);

        await shard.NoteFirstTakenAsync(Digest, first, 5);
        await shard.NoteFirstTakenAsync(Digest, first, 6);
        await shard.TakeAsync(Digest, "two", 7);

        Assert.Equal(5, _progress.Stored.FirstTakenTicks);
    }

    [Fact]
    public async Task What_vanished_is_remembered_no_more_once_it_is_deleted()
    {
        var record = new CatalogueRecord(ObjectKey.From("a"), new(1, DateTimeOffset.UnixEpoch, null), "e", null, ProofKind.Size) { Misses = 2 };
        var carried = ManifestCodec.Encode(new([.. "abc".Select(key => new ManifestEntry(ObjectKey.From(key.ToString()), EntryAction.Retain, record.Source)
        {
            Record = record with { Key = ObjectKey.From(key.ToString()) },
        })]));
        var shard = new ShardGrain(_manifest, _progress);
        await shard.PutAsync(1, carried);

        await shard.NoteDeletesAsync(DeleteNote.ToNumbers([new(0, 3, DeleteOutcome.Started), new(2, 3, DeleteOutcome.Started)]));
        await shard.NoteDeletesAsync(DeleteNote.ToNumbers([new(2, 3, DeleteOutcome.Deleted)]));

        var content = await shard.ReadAsync(true);
        var manifest = ManifestCodec.Decode(content.Manifest);
        var segment = new Segment(new(default, default, 3), manifest, ProgressCodec.Decode(manifest, content.Progress), 0)
        {
            Deletes = DeleteNote.FromNumbers(content.Deletes),
        };
        Assert.Equal(["a", "b"], segment.Records().Select(remembered => remembered.Record.Key.ToString()));
        Assert.Equal([new(0, 3, DeleteOutcome.Started), new(2, 3, DeleteOutcome.Deleted)], segment.Deletes);
    }

    [Fact]
    public async Task A_version_that_was_noted_stays_noted_over_checkpoints_and_attempts()
    {
        var shard = await PlannedAsync();
        var attempt = (await shard.TakeAsync(Digest, "one", 5))!.Value;
        var version = new SourceVersion(7, "e", DateTimeOffset.UnixEpoch);
        await shard.CheckpointAsync(Digest, attempt, ProgressCodec.Encode(Manifest, [], [], ShardDoubts.None.Note(2, version)));

        await shard.CheckpointAsync(Digest, attempt, Ended(0));
        await shard.TakeAsync(Digest, "two", 6);

        Assert.Equal([version], Stored().Doubts.NotedOf(2));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_an_attempt_sent_is_the_least_unless_it_told_all(bool toldAll)
    {
        var shard = await PlannedAsync();
        Assert.False(ShardResultCodec.Decode(await shard.PartialResultAsync(TestContext.Current.CancellationToken)).MayHaveSentMore);
        var attempt = (await shard.TakeAsync(Digest, "one", 5))!.Value;
        await shard.CheckpointAsync(Digest, attempt, Ended(0));
        if (toldAll)
        {
            await shard.CheckpointAsync(Digest, attempt, ProgressCodec.EncodeSendsComplete());
        }

        var before = ShardResultCodec.Decode(await shard.PartialResultAsync(TestContext.Current.CancellationToken));
        await shard.TakeAsync(Digest, "two", 6);
        var after = ShardResultCodec.Decode(await shard.PartialResultAsync(TestContext.Current.CancellationToken));

        Assert.Equal((false, !toldAll), (before.SentAtLeast, before.MayHaveSentMore));
        Assert.Equal((!toldAll, true), (after.SentAtLeast, after.MayHaveSentMore));
    }

    private async Task<ShardGrain> PlannedAsync()
    {
        var shard = new ShardGrain(_manifest, _progress);
        await shard.PutAsync(1, Payload);
        return shard;
    }

    private static byte[] Ended(int index) => ProgressCodec.Encode(Manifest, [new(index, OutcomeKind.Gone)], []);

    private ShardProgress Stored() => ProgressCodec.Decode(Manifest, _progress.Stored.Payload);
}

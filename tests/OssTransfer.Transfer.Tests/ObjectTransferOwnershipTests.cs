using Microsoft.Extensions.Time.Testing;
using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Tests;

/// <summary>What is written is known before; what is replaced was seen a moment ago or is known as ours.</summary>
public sealed class ObjectTransferOwnershipTests
{
    private static readonly DateTimeOffset Old = new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_version_that_the_item_does_not_name_is_noted_before_it_is_written()
    {
        var crossing = new Crossing();
        crossing.Source.Seed("k", Content.Of(100));
        var journal = new Journal(crossing.Destination);
        var item = crossing.Item("k") with { Journal = journal };
        crossing.Source.Seed("k", Content.Of(5000));

        var outcome = await crossing.MoveAsync(item);

        Assert.Equal(OutcomeKind.Transferred, outcome.Kind);
        var (index, version, putsBefore) = Assert.Single(journal.Notes);
        Assert.Equal((0, 5000L, 0), (index, version.Size!.Value, putsBefore));
    }

    [Fact]
    public async Task The_listed_version_needs_no_note()
    {
        var crossing = new Crossing();
        crossing.Source.Seed("k", Content.Of(100));
        var journal = new Journal(crossing.Destination);

        await crossing.MoveAsync(crossing.Item("k") with { Journal = journal });

        Assert.Empty(journal.Notes);
        Assert.Equal(1, crossing.Destination.Requests());
    }

    [Fact]
    public async Task Where_a_note_cannot_be_made_nothing_is_written()
    {
        var crossing = new Crossing();
        crossing.Source.Seed("k", Content.Of(100));
        var item = crossing.Item("k") with { Journal = new Journal(crossing.Destination, new(StorageErrorKind.LeaseLost, "another attempt has the shard")) };
        crossing.Source.Seed("k", Content.Of(5000));

        var outcome = await crossing.MoveAsync(item);

        Assert.Equal(OutcomeKind.None, outcome.Kind);
        Assert.Null(crossing.Arrived("k"));
    }

    [Theory]
    [InlineData(StorageErrorKind.Denied)]
    [InlineData(StorageErrorKind.NoSpace)]
    public async Task A_write_whose_end_nobody_knows_is_told_of(StorageErrorKind kind)
    {
        var crossing = new Crossing();
        crossing.Source.Seed("k", Content.Of(100));
        crossing.DestinationFaults.After(StoreOperation.Put, kind);

        var outcome = await crossing.MoveAsync("k");

        Assert.True(outcome.MayHaveWritten);
        Assert.Equal(OutcomeKind.Failed, outcome.Kind);
    }

    [Fact]
    public async Task A_proven_write_leaves_nothing_to_tell_of()
    {
        var crossing = new Crossing();
        crossing.Source.Seed("k", Content.Of(100));

        Assert.False((await crossing.MoveAsync("k")).MayHaveWritten);
    }

    [Fact]
    public async Task What_was_seen_long_ago_is_looked_up_before_the_write()
    {
        var time = new FakeTimeProvider(Old.AddYears(20));
        var crossing = new Crossing(time: time);
        crossing.Source.Seed("k", Content.Of(100));
        crossing.Source.Date("k", Old);
        var item = crossing.Item("k") with { SeenAt = time.GetUtcNow() };
        crossing.Destination.Seed("k", Content.Of(70));
        time.Advance(TimeSpan.FromMinutes(11));

        var outcome = await crossing.MoveAsync(item);

        Assert.Equal(OutcomeKind.Conflict, outcome.Kind);
        Assert.Equal(70, crossing.Arrived("k")!.Length);
    }

    [Fact]
    public async Task What_was_seen_before_a_long_reading_is_looked_up_before_the_write()
    {
        var time = new FakeTimeProvider(Old.AddYears(20));
        var crossing = new Crossing(time: time);
        crossing.Source.Seed("k", Content.Of(100));
        crossing.Source.Date("k", Old);
        var gate = crossing.SourceFaults.Hold(StoreOperation.Open);

        var moving = crossing.MoveAsync(crossing.Item("k"));
        await gate.Reached;
        crossing.Destination.Seed("k", Content.Of(70));
        time.Advance(TimeSpan.FromMinutes(11));
        gate.Release();

        Assert.Equal(OutcomeKind.Conflict, (await moving).Kind);
        Assert.Equal(70, crossing.Arrived("k")!.Length);
    }

    [Fact]
    public async Task What_was_seen_a_moment_ago_is_believed()
    {
        var time = new FakeTimeProvider(Old.AddYears(20));
        var crossing = new Crossing(time: time);
        crossing.Source.Seed("k", Content.Of(100));
        var item = crossing.Item("k") with { SeenAt = time.GetUtcNow() };
        time.Advance(TimeSpan.FromMinutes(9));

        Assert.Equal(OutcomeKind.Transferred, (await crossing.MoveAsync(item)).Kind);
        Assert.Equal(1, crossing.Destination.Requests());
    }

    [Fact]
    public async Task What_an_earlier_attempt_sent_is_replaced_and_a_stranger_is_not()
    {
        var crossing = new Crossing();
        crossing.Source.Seed("k", Content.Of(100));
        crossing.Source.Date("k", Old);
        crossing.Destination.Seed("k", Content.Of(70));
        var item = crossing.Item("k");
        var earlier = new EarlierWrites([new(70, null, Old), item.Listed]);

        var stranger = await crossing.MoveAsync(item with { Earlier = earlier with { Versions = [item.Listed] } });
        var ours = await crossing.MoveAsync(item with { Earlier = earlier });

        Assert.Equal((OutcomeKind.Conflict, OutcomeKind.Transferred), (stranger.Kind, ours.Kind));
    }

    private sealed class Journal(MemoryStore destination, StorageException? failure = null) : IWriteJournal
    {
        public List<(int Index, SourceVersion Version, int Puts)> Notes { get; } = [];

        public Task NoteAsync(int index, SourceVersion version, CancellationToken cancellationToken)
        {
            Notes.Add((index, version, destination.Requests(StoreOperation.Put)));
            return failure is null ? Task.CompletedTask : Task.FromException(failure);
        }
    }
}

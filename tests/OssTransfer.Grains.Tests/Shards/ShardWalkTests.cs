using OssTransfer.Jobs.Shards;
using OssTransfer.Testing;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Tests.Shards;

/// <summary>What a walk makes durable before it writes, and what it looks up before it replaces.</summary>
public sealed class ShardWalkTests : IDisposable
{
    private readonly WalkWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_version_that_changed_since_it_was_listed_is_durable_before_it_is_written()
    {
        _world.Source.Seed("a", new byte[100]);
        _world.Source.Seed("b", new byte[100]);
        await _world.PlanAsync("a", "b");
        _world.Source.Seed("b", new byte[5000]);
        var gate = _world.DestinationFaults.Hold(StoreOperation.Put, OssTransfer.Storage.ObjectKey.From("b"));

        var walk = _world.WalkAsync(await _world.TakeAsync());
        await gate.Reached;
        var noted = _world.Stored.Doubts;
        gate.Release();
        var end = await walk;

        Assert.Equal([5000L], noted.NotedOf(1).Select(version => version.Size!.Value));
        Assert.Empty(noted.NotedOf(0));
        Assert.True(end.IsFinished);
        Assert.Equal(5000, _world.Destination.Find("b")!.Content.Length);
    }

    [Fact]
    public async Task An_attempt_that_was_superseded_writes_no_version_that_it_cannot_note()
    {
        _world.Source.Seed("a", new byte[100]);
        await _world.PlanAsync("a");
        _world.Source.Seed("a", new byte[5000]);
        var first = await _world.TakeAsync();
        await _world.TakeAsync();

        var end = await _world.WalkAsync(first);

        Assert.False(end.IsFinished);
        Assert.Null(_world.Destination.Find("a"));
        Assert.Null(_world.Stored.Outcomes[0]);
    }

    [Fact]
    public async Task What_was_seen_more_than_ten_minutes_ago_is_looked_up_again()
    {
        _world.Source.Seed("a", new byte[100]);
        await _world.PlanAsync("a");
        _world.Time.Advance(TimeSpan.FromMinutes(11));
        _world.Destination.Seed("a", new byte[70]);

        await _world.WalkAsync(await _world.TakeAsync());

        Assert.Equal(OutcomeKind.Conflict, _world.Stored.Outcomes[0]!.Kind);
        Assert.Equal(70, _world.Destination.Find("a")!.Content.Length);
        Assert.Equal(1, _world.Destination.Requests(StoreOperation.List));
    }

    [Fact]
    public async Task A_destination_in_an_order_of_its_own_is_asked_for_what_was_seen_long_ago()
    {
        using var world = new WalkWorld(MemoryStore.DefaultTraits with { KeyOrder = OssTransfer.Storage.KeyOrder.Unordered });
        string[] keys = [.. Enumerable.Range(0, 20).Select(i => $"k{i:d2}")];
        foreach (var key in keys)
        {
            world.Source.Seed(key, new byte[100]);
        }

        await world.PlanAsync(keys);
        world.Time.Advance(TimeSpan.FromMinutes(11));
        foreach (var key in keys)
        {
            world.Destination.Seed(key, new byte[70]);
        }

        await world.WalkAsync(await world.TakeAsync());

        Assert.All(world.Stored.Outcomes, outcome => Assert.Equal(OutcomeKind.Conflict, outcome!.Kind));
        Assert.Equal(0, world.Destination.Requests(StoreOperation.List));
    }

    [Theory]
    [InlineData(false, false, OutcomeKind.Conflict)]
    [InlineData(false, true, OutcomeKind.Transferred)]
    [InlineData(true, false, OutcomeKind.Transferred)]
    public async Task What_a_listing_left_out_for_whose_order_nobody_vouches_is_asked_for(bool vouches, bool sawAll, OutcomeKind ended)
    {
        using var world = new WalkWorld(MemoryStore.DefaultTraits with { VouchesForOrder = vouches }) { SawAll = sawAll };
        world.Source.Seed("a", new byte[100]);
        await world.PlanAsync("a");
        world.Time.Advance(TimeSpan.FromMinutes(1));
        world.Destination.Seed("a", new byte[70]);

        await world.WalkAsync(await world.TakeAsync());

        Assert.Equal(ended, world.Stored.Outcomes[0]!.Kind);
        Assert.Equal(0, world.Destination.Requests(StoreOperation.List));
    }

    [Fact]
    public async Task What_was_seen_a_moment_ago_is_believed()
    {
        _world.Source.Seed("a", new byte[100]);
        await _world.PlanAsync("a");
        _world.Time.Advance(TimeSpan.FromMinutes(9));

        await _world.WalkAsync(await _world.TakeAsync());

        Assert.Equal(OutcomeKind.Transferred, _world.Stored.Outcomes[0]!.Kind);
        Assert.Equal(0, _world.Destination.Requests(StoreOperation.List));
    }

    [Fact]
    public async Task Equal_failures_of_large_objects_pause_the_job_as_those_of_small_ones_do()
    {
        using var world = new WalkWorld { More = "max-failures: 1" };
        world.Source.Seed("a", new byte[17 << 20]);
        await world.PlanAsync("a");
        world.DestinationFaults.Before(StoreOperation.Initiate, OssTransfer.Storage.StorageErrorKind.InvalidKey);

        var end = await world.WalkAsync(await world.TakeAsync());

        Assert.Equal(OutcomeKind.Failed, world.Stored.Outcomes[0]!.Kind);
        Assert.Contains("equal failures in a row", end.Pause!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_pause_cuts_is_told_and_counts_in_the_next_attempt()
    {
        _world.Source.Seed("a", new byte[100]);
        _world.Source.Seed("b", new byte[70]);
        await _world.PlanAsync("a", "b");

        // The body goes out, and then the job must pause.
        _world.DestinationFaults.After(StoreOperation.Put, OssTransfer.Storage.StorageErrorKind.Credentials, OssTransfer.Storage.ObjectKey.From("a"));
        var end = await _world.WalkAsync(await _world.TakeAsync());
        var told = ShardResult.Of(_world.Plan, _world.Stored);
        var again = await _world.WalkAsync(await _world.TakeAsync());

        Assert.Equal((false, true), (end.IsFinished, _world.HasRecordedSends));
        Assert.NotNull(end.Pause);
        Assert.True(told is { ObjectsSent: >= 1, BytesSent: >= 100 });
        Assert.True(again.IsFinished);
        var all = ShardResult.Of(_world.Plan, _world.Stored);
        Assert.Equal((2L, 0L), (all[OutcomeKind.Transferred], all[OutcomeKind.Skipped]));
        Assert.Equal(_world.Destination.Requests(StoreOperation.Put), all.ObjectsSent);
    }

    [Fact(Timeout = 60_000)]
    public async Task Parts_that_were_moved_are_durable_while_others_take_long()
    {
        _world.Source.Seed("a", new byte[48 << 20]);
        await _world.PlanAsync("a");
        var held = _world.DestinationFaults.Hold(StoreOperation.UploadPart, skip: 2);
        var ticket = await _world.TakeAsync();
        var walking = _world.WalkAsync(ticket);
        await held.Reached;

        // The others are on their way still, and the walk begins to wait at a moment of its own; no request may take too long meanwhile.
        for (var turn = 0; _world.Stored.Large.GetValueOrDefault(0)?.Parts.Count is not 2; turn++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            _world.Time.Advance(turn % 1000 == 0 && turn < 30_000 ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
            await Task.Yield();
        }

        var counted = ShardResult.Of(_world.Plan, _world.Stored);
        held.Release();
        var end = await walking;

        Assert.True(end.IsFinished);
        Assert.Equal(32L << 20, counted.BytesSent);
        var all = ShardResult.Of(_world.Plan, _world.Stored);
        Assert.Equal((48L << 20, 1L), (all.BytesSent, all.ObjectsSent));
        Assert.Equal(3, _world.Destination.Requests(StoreOperation.UploadPart));
    }

    [Fact]
    public async Task What_part_shards_have_left_of_an_object_that_has_ended_changes_nothing()
    {
        _world.Source.Seed("a", new byte[17 << 20]);
        await _world.PlanAsync("a");
        await _world.WalkAsync(await _world.TakeAsync());
        var ended = _world.Stored.Outcomes[0]!;
        var left = ShardProgress.Start(1).With([], [new(0, new LargeObjectState())]);

        // As where an attempt died between the object's end and the end of its part shards' rows.
        var again = await _world.WalkAsync(await _world.TakeAsync(), left);

        Assert.Equal(OutcomeKind.Transferred, ended.Kind);
        Assert.True(again.IsFinished);
        Assert.Equal(ended.DestinationETag, _world.Stored.Outcomes[0]!.DestinationETag);
    }

    [Fact]
    public async Task A_walk_whose_checkpoint_is_lost_has_not_told_all_and_says_why()
    {
        _world.Source.Seed("a", new byte[100]);
        await _world.PlanAsync("a");
        var ticket = await _world.TakeAsync();
        _world.Progress.IsDown = true;

        await Assert.ThrowsAsync<InvalidOperationException>(() => _world.WalkAsync(ticket));

        Assert.False(_world.HasRecordedSends);
    }
}

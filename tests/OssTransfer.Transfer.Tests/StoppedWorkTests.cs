using Microsoft.Extensions.Time.Testing;
using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Tests;

/// <summary>What does not hear of a stop is left behind.</summary>
public sealed class StoppedWorkTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Work_that_does_not_hear_of_a_stop_is_left_behind_after_a_while()
    {
        using var stop = new CancellationTokenSource();
        var work = new TaskCompletionSource();

        var waiting = work.Task.EndsOrIsAbandonedAsync(TimeSpan.FromSeconds(30), _time, stop.Token);
        _time.Advance(TimeSpan.FromHours(1));
        var before = waiting.IsCompleted;
        await stop.CancelAsync();
        _time.Advance(TimeSpan.FromSeconds(29));
        var soon = waiting.IsCompleted;
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.False(await waiting);
        Assert.Equal((false, false), (before, soon));
    }

    [Fact]
    public async Task Work_that_ends_after_the_stop_is_not_left_behind()
    {
        using var stop = new CancellationTokenSource();
        var work = new TaskCompletionSource();

        var waiting = work.Task.EndsOrIsAbandonedAsync(TimeSpan.FromSeconds(30), _time, stop.Token);
        await stop.CancelAsync();
        work.SetException(new IOException("gone"));

        Assert.True(await waiting);
    }

    [Fact]
    public async Task Object_that_is_left_behind_keeps_no_place_from_others()
    {
        await using var silent = new SilentStore();
        await using var source = new MemoryStore();
        await using var destination = new MemoryStore();
        source.Seed("b", [1]);
        var engine = new TransferEngine(new() { MemoryBytes = 1 << 20, ObjectsInFlight = 1, PartsInFlight = 1 }, _time);
        using var stop = new CancellationTokenSource();

        var moving = engine.MoveAsync(new(silent, destination, new()), [Item("a")], null, stop.Token);
        await silent.Asked;
        await stop.CancelAsync();
        _time.Advance(TimeSpan.FromSeconds(11));
        var soon = moving.IsCompleted;
        _time.Advance(TimeSpan.FromSeconds(1));
        var left = await moving;
        var moved = await engine.MoveAsync(new(source, destination, new()), [Item("b")], null, TestContext.Current.CancellationToken);
        silent.Answer();

        Assert.Equal((false, OutcomeKind.None), (soon, Assert.Single(left).Kind));
        Assert.Equal(OutcomeKind.Transferred, Assert.Single(moved).Kind);
    }

    private static TransferItem Item(string key) => new(0, ObjectKey.From(key), ObjectKey.From(key), 1, null, null, "ticket");
}

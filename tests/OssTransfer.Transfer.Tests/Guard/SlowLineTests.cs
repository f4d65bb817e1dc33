using Microsoft.Extensions.Time.Testing;
using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Tests.Guard;

/// <summary>What moves is not given up for being slow: less is moved at once, reading goes on where it was, and nothing begins at byte 0 again.</summary>
public sealed class SlowLineTests : IAsyncDisposable
{
    private const int SlowRate = 12_000;

    private static readonly ObjectKey Key = ObjectKey.From("k");

    private readonly FakeTimeProvider _time = new();
    private readonly MemoryStore _memory = new();
    private readonly byte[] _content = [.. Enumerable.Range(0, 6 << 20).Select(i => (byte)(i * 7 / 3))];

    public ValueTask DisposeAsync() => _memory.DisposeAsync();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_at_12_KB_a_second_arrives_and_no_byte_is_read_twice()
    {
        var store = Slow();

        Assert.Equal(_content, await ReadAsync(store, Options()));

        Assert.Equal(_content.Length, store.BytesRead);
        Assert.Null(store.Opened[0]);
        Assert.Equal(store.Opened.Skip(1).Select(range => range!.Value.Offset).Order(), store.Opened.Skip(1).Select(range => range!.Value.Offset));
        Assert.InRange(store.Opened.Count, 2, 5);
    }

    [Fact]
    public async Task A_body_that_stands_still_again_and_again_arrives_as_long_as_each_try_brings_something()
    {
        var store = new SlowStore(_memory, _time, SlowRate) { StandsStillAfter = 500_000 };

        Assert.Equal(_content, await ReadAsync(store, Options()));

        Assert.True(store.Opened.Count > 10, "it was to stand still often");
    }

    [Fact]
    public async Task A_body_that_brings_nothing_is_given_up()
    {
        var store = new SlowStore(_memory, _time, SlowRate) { StandsStillAfter = 0 };

        var error = await Assert.ThrowsAsync<StorageException>(() => ReadAsync(store, Options()));

        Assert.Equal(StorageErrorKind.Transient, error.Kind);
        Assert.Equal(5, store.Opened.Count);
    }

    [Fact]
    public async Task A_slow_body_that_could_only_begin_again_is_left_alone()
    {
        var store = new SlowStore(_memory, _time, SlowRate) { HidesETag = true };

        Assert.Equal(_content, await ReadAsync(store, Options()));

        Assert.Single(store.Opened);
    }

    [Fact]
    public async Task Fewer_are_moved_at_once_before_a_slow_body_is_cut()
    {
        var line = new NetworkGate(new(), _time);
        var full = line.Limit;
        for (var i = 0; i < 8; i++)
        {
            await line.EnterAsync(Token);
        }

        var store = Slow();
        Assert.Equal(_content, await ReadAsync(store, Options() with { Network = line }));

        Assert.Single(store.Opened);
        Assert.Equal((96, 4), (full, line.Limit));
    }

    [Fact]
    public async Task A_body_that_is_sent_slowly_is_given_its_time()
    {
        var line = new NetworkGate(new(), _time);
        await line.EnterAsync(Token);
        await line.EnterAsync(Token);
        var store = new GuardedStore(Slow(), Options() with { Network = line });

        await store.Writer!.PutAsync(new(new(Key, ObjectMetadata.None), new MemoryBody(new byte[8 << 20])), Token);

        Assert.Equal(8 << 20, _memory.Find("k")!.Content.Length);
        Assert.Equal((0, 1), (store.Totals.Retries, line.Limit));
    }

    [Fact]
    public async Task Room_is_made_by_halves_once_the_half_before_is_reached_and_comes_back()
    {
        var line = new NetworkGate(new() { ObjectsInFlight = 16, PartsInFlight = 1 }, _time);
        for (var i = 0; i < 16; i++)
        {
            await line.EnterAsync(Token);
        }

        Assert.All(Enumerable.Range(0, 16), _ => Assert.True(line.NoteSlow()));
        Assert.Equal(8, line.Limit);
        var ninth = line.EnterAsync(Token);
        Assert.False(ninth.IsCompleted);
        for (var i = 0; i < 15; i++)
        {
            line.Exit();
        }

        await ninth;
        Assert.True(line.Limit > 8);
        line.Exit();
        Assert.False(line.NoteSlow());
        for (var i = 0; i < 400; i++)
        {
            await line.EnterAsync(Token);
            line.Exit();
        }

        Assert.Equal(17, line.Limit);
    }

    [Fact]
    public async Task The_engine_moves_no_more_at_once_than_the_line_carries()
    {
        var crossing = new Crossing();
        var line = new NetworkGate(new() { ObjectsInFlight = 1, PartsInFlight = 0 }, TimeProvider.System);
        foreach (var key in new[] { "a", "b" })
        {
            crossing.Source.Seed(key, [1]);
        }

        var gate = crossing.SourceFaults.Hold(StoreOperation.Open);
        var moving = crossing.Engine.MoveAsync(crossing.Context with { Network = line }, [crossing.Item("a"), crossing.Item("b", index: 1)], null, Token);
        await gate.Reached;
        var meanwhile = crossing.Source.Requests(StoreOperation.Open);
        gate.Release();
        var outcomes = await moving;

        Assert.Equal(0, meanwhile);
        Assert.All(outcomes, outcome => Assert.Equal(OutcomeKind.Transferred, outcome.Kind));
    }

    private SlowStore Slow() => new(_memory, _time, SlowRate);

    private async Task<byte[]> ReadAsync(SlowStore store, GuardOptions options)
    {
        _memory.Seed("k", _content);
        await using var guarded = new GuardedStore(store, options);
        await using var body = await guarded.Reader.OpenAsync(new(Key), Token);
        using var all = new MemoryStream();
        await body.Content.CopyToAsync(all, Token);
        return all.ToArray();
    }

    private GuardOptions Options() => new() { Side = TransferSide.Source, NextDouble = () => 0, Time = _time };
}

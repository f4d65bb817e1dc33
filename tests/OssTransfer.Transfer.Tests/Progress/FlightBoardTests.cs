using Microsoft.Extensions.Time.Testing;
using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Progress;

namespace OssTransfer.Transfer.Tests.Progress;

/// <summary>Bytes count as they move, and not when their object ends.</summary>
public sealed class FlightBoardTests
{
    private const int Bytes = 1 << 20;
    private readonly Crossing _crossing = new(engine: new() { MemoryBytes = 64 << 20 });
    private readonly FlightBoard _board = new(TimeProvider.System);

    [Fact]
    public async Task What_is_read_and_not_written_yet_counts_half()
    {
        _crossing.Source.Seed("a", new byte[Bytes]);
        var gate = _crossing.DestinationFaults.Hold(StoreOperation.Put);

        var moving = MoveAsync("a");
        await gate.Reached;
        var flight = Assert.Single(_board.UnderWay).Flight;
        var (moved, done) = (flight.Moved, _board.Done);
        gate.Release();
        var outcome = await moving;

        Assert.Equal(("a", Bytes, Bytes / 2), (flight.Key.ToString(), flight.Size, moved));
        Assert.Equal((0, Bytes / 2), done);
        Assert.Equal((OutcomeKind.Transferred, Bytes), (outcome.Kind, flight.Moved));
        Assert.Empty(_board.UnderWay);
    }

    [Fact]
    public async Task Body_that_is_sent_twice_moves_once()
    {
        _crossing.Source.Seed("a", new byte[Bytes]);
        _crossing.DestinationFaults.CutBody(StoreOperation.Put, Bytes / 2);
        var gate = _crossing.DestinationFaults.Hold(StoreOperation.Put);

        var moving = MoveAsync("a");
        await gate.Reached;
        var flight = Assert.Single(_board.UnderWay).Flight;
        gate.Release();
        await moving;

        Assert.Equal(Bytes, flight.Moved);
    }

    [Fact]
    public async Task Object_that_is_read_again_from_its_beginning_begins_again()
    {
        _crossing.Source.Seed("a", new byte[Bytes]);
        _crossing.SourceFaults.Damage(StoreOperation.Open);
        var gate = _crossing.SourceFaults.Hold(StoreOperation.Open);

        var moving = MoveAsync("a");
        await gate.Reached;
        var flight = Assert.Single(_board.UnderWay).Flight;
        gate.Release();
        var outcome = await moving;

        Assert.Equal((OutcomeKind.Transferred, Bytes), (outcome.Kind, flight.Moved));
    }

    [Fact]
    public async Task Parts_that_earlier_steps_moved_are_not_lost_with_the_next_one()
    {
        const int partBytes = 5 << 20;
        _crossing.Source.Seed("a", new byte[3 * partBytes]);
        _crossing.Options = new() { PartBytes = partBytes };
        var flight = _board.Begin(ObjectKey.From("a"), 3 * partBytes);
        var large = _crossing.Engine.Large(_crossing.Context, _crossing.Item("a") with { Flight = flight });
        var state = new LargeObjectState { Index = 0 };
        state = LargeObjectPlan.Apply(state, await large.ActAsync(state, LargeObjectPlan.Next(state), Token));
        var gate = _crossing.DestinationFaults.Hold(StoreOperation.UploadPart);

        var first = large.ActAsync(state, new LargeObjectAction.MoveParts([1]), Token);
        await gate.Reached.WaitAsync(TimeSpan.FromSeconds(20), Token);
        var inHand = flight.Moved;
        gate.Release();
        state = LargeObjectPlan.Apply(state, await first);
        var after = flight.Moved;
        flight.Begin(state.Parts.Sum(part => part.Size));

        Assert.Equal((partBytes / 2, partBytes, partBytes), (inHand, after, flight.Moved));
        Assert.Equal((0, partBytes), _board.Done);
        Assert.Equal(partBytes, flight.MovedSinceItBegan);
    }

    [Fact]
    public void Board_tells_how_long_an_object_is_worked_on_and_what_has_ended()
    {
        var time = new FakeTimeProvider();
        var board = new FlightBoard(time);
        var flight = board.Begin(ObjectKey.From("a"), 100, before: 40);
        time.Advance(TimeSpan.FromSeconds(3));
        board.End(2, 50);

        Assert.Equal((2, 90), board.Done);
        Assert.Equal((flight, TimeSpan.FromSeconds(3)), Assert.Single(board.UnderWay));
        board.Leave(flight);
        Assert.Equal((2, 50), board.Done);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<TransferOutcome> MoveAsync(string key) =>
        Assert.Single(await _crossing.Engine.MoveAsync(_crossing.Context with { Board = _board }, [_crossing.Item(key)], null, Token));
}

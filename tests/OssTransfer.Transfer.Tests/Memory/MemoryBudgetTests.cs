using Microsoft.Extensions.Time.Testing;
using OssTransfer.Transfer.Memory;

namespace OssTransfer.Transfer.Tests.Memory;

public sealed class MemoryBudgetTests
{
    private const int Mib = 1 << 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_does_not_fit_waits_and_is_served_in_turn()
    {
        var budget = new MemoryBudget(4 * Mib);
        var all = await budget.RentAsync(4 * Mib, Token);

        var large = budget.RentAsync(3 * Mib, Token).AsTask();
        var small = budget.RentAsync(1, Token).AsTask();
        Assert.Equal((false, false), (large.IsCompleted, small.IsCompleted));
        all.Dispose();

        using var first = await large;
        using var second = await small;
        Assert.Equal((3 * Mib, 1), (first.Memory.Length, second.Memory.Length));
    }

    [Fact]
    public async Task Small_ones_never_overtake_a_large_one_that_waits()
    {
        var budget = new MemoryBudget(4 * Mib);
        using var held = await budget.RentAsync(2 * Mib, Token);
        held.MarkFilled();

        var large = budget.RentAsync(3 * Mib, Token).AsTask();
        var small = budget.RentAsync(1, Token).AsTask();

        Assert.False(small.IsCompleted);
        held.Dispose();
        (await large).Dispose();
        (await small).Dispose();
        await AssertFreeAsync(budget);
    }

    [Fact]
    public async Task Who_gives_up_waiting_makes_room_for_the_next()
    {
        var budget = new MemoryBudget(4 * Mib);
        using var held = await budget.RentAsync(2 * Mib, Token);
        using var cancel = new CancellationTokenSource();

        var large = budget.RentAsync(3 * Mib, cancel.Token).AsTask();
        var small = budget.RentAsync(1, Token).AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        (await small).Dispose();
    }

    [Fact]
    public async Task More_than_there_is_is_refused()
    {
        var budget = new MemoryBudget(Mib);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await budget.RentAsync(Mib + 1, Token));
    }

    [Fact]
    public async Task Disposing_twice_gives_back_once()
    {
        var budget = new MemoryBudget(Mib);
        var rented = await budget.RentAsync(1000, Token);

        rented.Dispose();
        rented.Dispose();

        await AssertFreeAsync(budget);
        using var first = await budget.RentAsync(Mib, Token);
        Assert.False(budget.RentAsync(1, Token).AsTask().IsCompleted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Pieces_never_overlap_and_all_of_it_comes_back(int seed)
    {
        const int Total = 8 * Mib;
        var random = new Random(seed);
        var budget = new MemoryBudget(Total);
        var held = new List<(RentedMemory Memory, byte Mark)>();
        for (var step = 0; step < 2000; step++)
        {
            var renting = budget.RentAsync(random.Next(2 * Mib), Token).AsTask();
            while (!renting.IsCompleted || held.Count > 20)
            {
                Return(held, random);
            }

            var mark = (byte)random.Next(256);
            held.Add((await renting, mark));
            held[^1].Memory.Memory.Span.Fill(mark);
        }

        while (held.Count > 0)
        {
            Return(held, random);
        }

        await AssertFreeAsync(budget);
    }

    [Fact]
    public async Task What_is_filled_leaves_room_for_what_is_emptied()
    {
        var budget = new MemoryBudget(8 * Mib, new FakeTimeProvider());
        Task<RentedMemory>[] pieces = [.. Enumerable.Range(0, 8).Select(_ => budget.RentAsync(Mib, Token).AsTask())];
        await Task.WhenAll(pieces[..4]);
        Assert.DoesNotContain(pieces[4..], piece => piece.IsCompleted);

        // It goes on where the first one is sent, and small ones wait for nobody's pace.
        (await pieces[0]).MarkFilled();
        await pieces[4];
        Assert.DoesNotContain(pieces[5..], piece => piece.IsCompleted);
        (await budget.RentAsync(1000, Token)).Dispose();
        foreach (var piece in pieces)
        {
            (await piece).Dispose();
        }

        await AssertFreeAsync(budget);
    }

    /// <summary>
    /// Parts of 1 MiB over a line for each direction, shared evenly by all that are under way: neither line may stand idle, whether it is memory or the number
    /// of parts in flight that there is little of. Where a single part is read slowly, all are read at once but the few that are sent.
    /// </summary>
    [Theory]
    [InlineData(8, 24, 1, 1, 1)]
    [InlineData(8, 24, 1, 3, 1)]
    [InlineData(8, 24, 3, 1, 1)]
    [InlineData(32, 16, 1, 1, 1)]
    [InlineData(32, 16, 1, 3, 1)]
    [InlineData(32, 16, 3, 1, 1)]
    [InlineData(32, 32, 1, 1, 1)]
    [InlineData(32, 16, 16, 16, 0.5)]
    [InlineData(8, 24, 16, 16, 0.5)]
    public async Task Both_lines_are_used_at_once(int memory, int inFlight, double readRate, double writeRate, double partReadRate)
    {
        // Whoever waits goes on in turn, so that all have gone on who could when it is this one's turn again.
        var time = await await Task.Factory.StartNew(
            () => TimeOfAsync(400, memory, inFlight, readRate, writeRate, partReadRate),
            Token,
            TaskCreationOptions.None,
            new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);
        var best = Math.Min(Math.Min(readRate, partReadRate * Math.Min(memory, inFlight)), writeRate);
        Assert.InRange(400 / best / time, partReadRate < 1 ? 0.7 : 0.95, 1.001);
    }

    private static async Task<double> TimeOfAsync(int parts, int memory, int inFlight, double readRate, double writeRate, double partReadRate)
    {
        var clock = new FakeTimeProvider();
        var budget = new MemoryBudget(memory * Mib, clock);
        var waiting = new List<Task<RentedMemory>>();
        var (reading, writing) = (new Line(readRate, partReadRate), new Line(writeRate, writeRate));
        var (begun, ended, time) = (0, 0, 0.0);
        while (ended < parts)
        {
            for (; begun < parts && begun - ended < inFlight; begun++)
            {
                waiting.Add(budget.RentAsync(Mib, Token).AsTask());
            }

            await Task.Yield();
            foreach (var piece in waiting.Where(piece => piece.IsCompleted).ToList())
            {
                waiting.Remove(piece);
                reading.Add(await piece);
            }

            var step = Math.Min(reading.Next, writing.Next);
            time += step;
            clock.Advance(TimeSpan.FromSeconds(step));
            var (read, written) = (reading.Pass(step), writing.Pass(step));
            written.ForEach(piece => piece.Dispose());
            ended += written.Count;
            read.ForEach(piece => piece.MarkFilled());
            read.ForEach(writing.Add);
        }

        return time;
    }

    private static async Task AssertFreeAsync(MemoryBudget budget)
    {
        var all = budget.RentAsync(budget.LargestPieceBytes, Token);
        Assert.True(all.IsCompleted);
        (await all).Dispose();
    }

    private static void Return(List<(RentedMemory Memory, byte Mark)> held, Random random)
    {
        if (held.Count == 0)
        {
            return;
        }

        var i = random.Next(held.Count);
        Assert.Equal(-1, held[i].Memory.Memory.Span.IndexOfAnyExcept(held[i].Mark));
        held[i].Memory.Dispose();
        held.RemoveAt(i);
    }

    /// <summary>What is under way in one direction: all of it together at most at the line's rate, and each at most at its own.</summary>
    private sealed class Line(double rate, double partRate)
    {
        private readonly List<(RentedMemory Piece, double Left)> _parts = [];

        private double Each => Math.Min(partRate, rate / _parts.Count);

        /// <summary>When the next part is through.</summary>
        public double Next => _parts.Count == 0 ? double.MaxValue : _parts.Min(part => part.Left) / Each;

        public void Add(RentedMemory piece) => _parts.Add((piece, 1));

        /// <summary>What is through after so much time.</summary>
        public List<RentedMemory> Pass(double step)
        {
            var moved = _parts.Count == 0 ? 0 : step * Each;
            var rest = _parts.Select(part => (part.Piece, Left: part.Left - moved)).ToLookup(part => part.Left > 1e-9);
            _parts.Clear();
            _parts.AddRange(rest[true]);
            return [.. rest[false].Select(part => part.Piece)];
        }
    }
}

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
        var budget = new MemoryBudget(8 * Mib);
        Task<RentedMemory>[] pieces = [.. Enumerable.Range(0, 8).Select(_ => budget.RentAsync(Mib, Token).AsTask())];
        await Task.WhenAll(pieces[..4]);
        Assert.DoesNotContain(pieces[4..], piece => piece.IsCompleted);

        // It goes on where the first one is sent, and small ones wait for nobody's pace.
        (await pieces[0]).MarkFilled();
        await Task.WhenAll(pieces[..7]);
        Assert.False(pieces[7].IsCompleted);
        (await budget.RentAsync(1000, Token)).Dispose();

        // Nothing is being sent: the source is slow, and has all there is.
        (await pieces[0]).Dispose();
        foreach (var piece in pieces)
        {
            (await piece).Dispose();
        }

        await AssertFreeAsync(budget);
    }

    /// <summary>Parts of 1 MiB over a line for each direction, shared evenly by all that are under way: neither line may stand idle.</summary>
    [Theory]
    [InlineData(1, 1, 0.95)]
    [InlineData(1, 3, 0.95)]
    [InlineData(3, 1, 0.95)]
    public async Task Both_lines_are_used_at_once(double readRate, double writeRate, double least)
    {
        // Whoever waits goes on in turn, so that all have gone on who could when it is this one's turn again.
        var time = await await Task.Factory.StartNew(
            () => TimeOfAsync(200, readRate, writeRate), Token, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);
        Assert.InRange(200 / Math.Min(readRate, writeRate) / time, least, 1);
    }

    private static async Task<double> TimeOfAsync(int parts, double readRate, double writeRate)
    {
        var budget = new MemoryBudget(8 * Mib);
        var waiting = new List<Task<RentedMemory>>();
        var (reading, writing) = (new List<(RentedMemory Piece, double Left)>(), new List<(RentedMemory Piece, double Left)>());
        var (begun, ended, time) = (0, 0, 0.0);
        while (ended < parts)
        {
            // As many ask as there are parts in flight at most.
            for (; begun < parts && waiting.Count < 16; begun++)
            {
                waiting.Add(budget.RentAsync(Mib, Token).AsTask());
            }

            await Task.Yield();
            foreach (var piece in waiting.Where(piece => piece.IsCompleted).ToList())
            {
                waiting.Remove(piece);
                reading.Add((await piece, 1));
            }

            var step = Math.Min(Next(reading, readRate), Next(writing, writeRate));
            time += step;
            var (read, written) = (Pass(reading, readRate, step), Pass(writing, writeRate, step));
            written.ForEach(piece => piece.Dispose());
            ended += written.Count;
            read.ForEach(piece => piece.MarkFilled());
            writing.AddRange(read.Select(piece => (piece, 1.0)));
        }

        return time;
    }

    private static double Next(List<(RentedMemory Piece, double Left)> line, double rate) =>
        line.Count == 0 ? double.MaxValue : line.Min(part => part.Left) * line.Count / rate;

    /// <summary>What is through after so much time.</summary>
    private static List<RentedMemory> Pass(List<(RentedMemory Piece, double Left)> line, double rate, double step)
    {
        var moved = line.Count == 0 ? 0 : step * rate / line.Count;
        var rest = line.Select(part => (part.Piece, Left: part.Left - moved)).ToLookup(part => part.Left > 1e-9);
        line.Clear();
        line.AddRange(rest[true]);
        return [.. rest[false].Select(part => part.Piece)];
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
}

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

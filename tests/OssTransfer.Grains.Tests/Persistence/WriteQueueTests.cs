using Microsoft.Data.Sqlite;
using OssTransfer.Grains.Persistence;

namespace OssTransfer.Grains.Tests.Persistence;

public sealed class WriteQueueTests
{
    private readonly WriteQueue _queue = new("/home/x/osstransfer.db");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writes_run_one_at_a_time()
    {
        var running = 0;
        var most = 0;

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _queue.WriteAsync(WriteAsync, Cancel)));

        Assert.Equal(1, most);

        async Task WriteAsync()
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
        }
    }

    [Fact]
    public async Task Waiting_writes_run_in_order_of_arrival()
    {
        var order = new List<int>();
        var first = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var writes = new List<Task> { _queue.WriteAsync(HoldAsync, Cancel) };
        await begun.Task;
        for (var i = 0; i < 20; i++)
        {
            var number = i;
            var waiting = _queue.Waiting;
            writes.Add(_queue.WriteAsync(() => AddAsync(number), Cancel));
            SpinWait.SpinUntil(() => _queue.Waiting > waiting);
        }

        first.SetResult();
        await Task.WhenAll(writes);

        Assert.Equal(Enumerable.Range(0, 20), order);

        Task HoldAsync()
        {
            begun.SetResult();
            return first.Task;
        }

        Task AddAsync(int number)
        {
            order.Add(number);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Cancelled_waiter_never_writes_and_holds_nobody_up()
    {
        var first = new TaskCompletionSource();
        var holding = _queue.WriteAsync(() => first.Task, Cancel);
        using var cancellation = new CancellationTokenSource();
        var written = false;
        var cancelled = _queue.WriteAsync(() => Task.FromResult(written = true), cancellation.Token);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        first.SetResult();
        await holding;
        var after = await _queue.WriteAsync(() => Task.FromResult(42), Cancel);

        Assert.False(written);
        Assert.Equal(42, after);
    }

    [Fact]
    public async Task Failed_write_gives_its_turn_back()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _queue.WriteAsync(() => throw new InvalidOperationException(), Cancel));

        Assert.Equal(1, await _queue.WriteAsync(() => Task.FromResult(1), Cancel));
    }

    [Theory]
    [InlineData(13, DatabaseProblem.DiskFull)]
    [InlineData(8, DatabaseProblem.NotWritable)]
    [InlineData(11, DatabaseProblem.Damaged)]
    [InlineData(5, DatabaseProblem.Busy)]
    [InlineData(10, DatabaseProblem.Unreadable)]
    public async Task Trouble_with_the_file_is_explained_with_its_path(int code, DatabaseProblem problem)
    {
        var exception = await Assert.ThrowsAsync<DatabaseException>(() => _queue.WriteAsync(() => throw new SqliteException("x", code), Cancel));

        Assert.Equal(problem, exception.Problem);
        Assert.Contains("/home/x/osstransfer.db", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistake_in_a_query_stays_what_it_is() =>
        await Assert.ThrowsAsync<SqliteException>(() => _queue.WriteAsync(() => throw new SqliteException("syntax", 1), Cancel));
}

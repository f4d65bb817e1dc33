using Microsoft.Extensions.Logging.Abstractions;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Silo.Tests.Hosting;

public sealed class PoolWatchTests
{
    [Fact]
    public async Task Pool_answers_within_seconds_although_calls_that_do_not_return_hold_a_hundred_of_its_threads()
    {
        using var watch = new PoolWatch(NullLogger<PoolWatch>.Instance, () => ThreadPool.ThreadCount);
        await watch.StartAsync(TestContext.Current.CancellationToken);
        using var disk = new ManualResetEvent(false);
        using var waiting = new CountdownEvent(100);
        for (var i = 0; i < 100; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    waiting.Signal();
                    disk.WaitOne();
                },
                null);
        }

        // Not asked through the pool.
        var allWait = waiting.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        disk.Set();

        Assert.True(allWait);
    }
}

using Microsoft.Extensions.Time.Testing;
using OssTransfer.Storage.Disk;

namespace OssTransfer.Storage.Tests.Disk;

/// <summary>When calls are made many at a time, and that all are.</summary>
public sealed class DiskCallsTests
{
    [Fact]
    public void Calls_that_are_answered_at_once_are_made_one_after_the_other_on_the_thread_of_the_caller()
    {
        using var calls = new DiskCalls(new FakeTimeProvider());
        var made = new List<(int Call, int Thread)>();

        calls.ForEach(100, i => made.Add((i, Environment.CurrentManagedThreadId)));

        Assert.Equal(Enumerable.Range(0, 100).Select(i => (i, Environment.CurrentManagedThreadId)), made);
    }

    [Fact]
    public void Calls_that_wait_are_made_many_at_a_time_each_once()
    {
        using var calls = new DiskCalls(new SlowClock());
        calls.ForEach(10, _ => { });
        using var together = new Barrier(16);
        var made = new int[320];

        calls.ForEach(made.Length, i =>
        {
            Interlocked.Increment(ref made[i]);
            Assert.True(i >= 16 || together.SignalAndWait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        });

        Assert.All(made, times => Assert.Equal(1, times));
    }

    [Fact]
    public void Call_that_fails_fails_all_when_the_others_are_made()
    {
        using var calls = new DiskCalls(new SlowClock());
        calls.ForEach(10, _ => { });
        var made = 0;

        Assert.Throws<StorageException>(() => calls.ForEach(100, i =>
        {
            Interlocked.Increment(ref made);
            if (i == 3)
            {
                throw new StorageException(StorageErrorKind.Other, "the third");
            }
        }));

        Assert.Equal(100, made);
    }
}

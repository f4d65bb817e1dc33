using Microsoft.Extensions.Time.Testing;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Tests.Guard;

public sealed class RateLimitsTests
{
    private readonly NapTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rate_holds_over_time_for_large_and_small_takes()
    {
        var bucket = new TokenBucket(_time) { PerSecond = 1000 };

        for (var i = 0; i < 20; i++)
        {
            await bucket.TakeAsync(i % 2 == 0 ? 5000 : 1, Token);
        }

        Assert.InRange(_time.Passed.TotalSeconds, 44.5, 51);
    }

    [Fact]
    public async Task No_limit_waits_for_nothing()
    {
        var bucket = new TokenBucket(_time);

        await bucket.TakeAsync(long.MaxValue / 2, Token);

        Assert.Equal(TimeSpan.Zero, _time.Passed);
    }

    [Fact]
    public async Task A_limit_may_be_lifted_while_somebody_is_in_debt()
    {
        var bucket = new TokenBucket(_time) { PerSecond = 1 };
        await bucket.TakeAsync(1_000_000, Token);

        bucket.PerSecond = double.PositiveInfinity;
        await bucket.TakeAsync(1, Token);

        Assert.Equal(TimeSpan.Zero, _time.Passed);
    }

    [Fact]
    public async Task A_rate_that_changes_holds_from_then_on()
    {
        var bucket = new TokenBucket(_time) { PerSecond = 1000 };
        await TakeAsync(bucket, 100, 100);
        Assert.InRange(_time.Passed.TotalSeconds, 9.7, 10.2);

        bucket.PerSecond = 100;
        await TakeAsync(bucket, 10, 100);
        Assert.InRange(_time.Passed.TotalSeconds, 19.5, 20.5);

        bucket.PerSecond = 10_000;
        await TakeAsync(bucket, 100, 100);
        Assert.InRange(_time.Passed.TotalSeconds, 20.3, 21.7);
    }

    [Fact]
    public async Task Nothing_goes_on_at_a_rate_of_0_until_it_is_raised()
    {
        var time = new FakeTimeProvider();
        var bucket = new TokenBucket(time) { PerSecond = 0 };
        var take = bucket.TakeAsync(1, Token).AsTask();

        for (var i = 0; i < 100; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.False(take.IsCompleted);
        bucket.PerSecond = 10;
        await PassAsync(time, take);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_leaves_the_queue()
    {
        var time = new FakeTimeProvider();
        var bucket = new TokenBucket(time) { PerSecond = 0 };
        using var first = new CancellationTokenSource();
        var take = bucket.TakeAsync(1, first.Token).AsTask();

        await first.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => take);
        bucket.PerSecond = 10;
        time.Advance(TimeSpan.FromSeconds(1));
        await PassAsync(time, bucket.TakeAsync(1, Token).AsTask());
        Assert.Equal(TimeSpan.FromSeconds(1), time.GetUtcNow() - time.Start);
    }

    [Fact]
    public async Task Use_tells_what_was_taken_and_whether_more_was_wanted()
    {
        var time = new FakeTimeProvider();
        var bucket = new TokenBucket(time) { PerSecond = 1000 };

        await bucket.TakeAsync(50, Token);
        time.Advance(TimeSpan.FromSeconds(1));
        var calm = bucket.TakeUse();
        await bucket.TakeAsync(500, Token);
        var waiting = bucket.TakeAsync(1, Token).AsTask();
        time.Advance(TimeSpan.FromMilliseconds(500));
        var busy = bucket.TakeUse();

        Assert.Equal(new RateUse(50, false), calm);
        Assert.InRange(busy.PerSecond, 1000, 1002);
        Assert.True(busy.IsHeldBack);
        Assert.Equal(busy, bucket.TakeUse());
        await PassAsync(time, waiting);
    }

    [Fact]
    public async Task Limits_around_hold_over_all_that_lie_within()
    {
        var around = new RateLimits(_time) { BytesPerSecond = 1000 };
        var first = new RateLimits(_time, around) { BytesPerSecond = 100_000 };
        var second = new RateLimits(_time, around);

        for (var i = 0; i < 50; i++)
        {
            await first.TakeBytesAsync(100, Token);
            await second.TakeBytesAsync(100, Token);
        }

        Assert.InRange(_time.Passed.TotalSeconds, 9.7, 10.3);
    }

    [Fact]
    public async Task Both_stores_of_a_job_share_its_limits()
    {
        var limits = new RateLimits(_time) { BytesPerSecond = 100_000 };
        var crossing = new Crossing(time: _time, limits: limits);
        crossing.Source.Seed("k", Content.Of(1_000_000));

        var outcome = await crossing.MoveAsync("k");

        Assert.Equal(OutcomeKind.Transferred, outcome.Kind);
        await limits.TakeBytesAsync(1, Token);
        Assert.InRange(_time.Passed.TotalSeconds, 9.5, 11);
    }

    /// <summary>Lets time pass until a task has ended.</summary>
    private static async Task PassAsync(FakeTimeProvider time, Task task)
    {
        for (var i = 0; !task.IsCompleted && i < 10_000; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        await task.WaitAsync(TimeSpan.FromSeconds(10), Token);
    }

    private static async Task TakeAsync(TokenBucket bucket, int times, long quantity)
    {
        for (var i = 0; i < times; i++)
        {
            await bucket.TakeAsync(quantity, Token);
        }
    }
}

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

        bucket.PerSecond = 0;
        await bucket.TakeAsync(1, Token);

        Assert.Equal(TimeSpan.Zero, _time.Passed);
    }

    [Fact]
    public async Task Both_stores_of_a_job_share_its_limits()
    {
        var limits = new RateLimits(_time) { BytesPerSecond = 100_000 };
        using var crossing = new Crossing(time: _time, limits: limits);
        crossing.Source.Seed("k", Content.Of(1_000_000));

        var outcome = await crossing.MoveAsync("k");

        Assert.Equal(OutcomeKind.Transferred, outcome.Kind);
        await limits.ReadBytes.TakeAsync(1, Token);
        Assert.InRange(_time.Passed.TotalSeconds, 9.5, 11);
    }
}

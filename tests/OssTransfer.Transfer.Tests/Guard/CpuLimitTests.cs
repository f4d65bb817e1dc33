using Microsoft.Extensions.Time.Testing;
using OssTransfer.Transfer.Guard;

namespace OssTransfer.Transfer.Tests.Guard;

public sealed class CpuLimitTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private readonly FakeTimeProvider _time = new();
    private TimeSpan _used;

    [Theory]
    [InlineData(1, 4)]
    [InlineData(0.4, 2)]
    [InlineData(3, 4)]
    public void Work_that_would_use_more_is_kept_to_what_is_allowed(double allowed, double wanted)
    {
        using var limit = new CpuLimit(allowed, _time, () => _used);
        Work(limit, wanted, TimeSpan.FromSeconds(10));

        var used = Work(limit, wanted, TimeSpan.FromSeconds(20));

        Assert.InRange(used, allowed * 0.8, allowed * 1.2);
    }

    [Fact]
    public void Work_that_uses_less_is_not_held_up()
    {
        using var limit = new CpuLimit(2, _time, () => _used);

        Assert.Equal(1.5, Work(limit, 1.5, TimeSpan.FromSeconds(20)), 0.001);
        Assert.Equal(1, limit.Part);
    }

    [Fact]
    public void Work_goes_on_a_little_whatever_else_the_process_does()
    {
        using var limit = new CpuLimit(0.5, _time, () => _used);
        Work(limit, 4, TimeSpan.FromSeconds(10), otherwise: 3);

        var passed = Work(limit, 4, TimeSpan.FromSeconds(20), otherwise: 3) - 3;

        Assert.InRange(passed, 0.01, 0.5);
    }

    [Fact]
    public async Task Whoever_waits_goes_on_when_the_limit_is_disposed()
    {
        var limit = new CpuLimit(0.1, _time, () => _used);
        Work(limit, 4, TimeSpan.FromSeconds(10));
        while (limit.PassAsync(CancellationToken.None).AsTask().IsCompleted)
        {
            _time.Advance(Tick);
        }

        var waiting = limit.PassAsync(TestContext.Current.CancellationToken).AsTask();
        limit.Dispose();

        await waiting.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    /// <summary>Processors that were used on average by work that begins whenever it may, and by the rest of the process.</summary>
    private double Work(CpuLimit limit, double wanted, TimeSpan time, double otherwise = 0)
    {
        var before = _used;
        for (var passed = TimeSpan.Zero; passed < time; passed += Tick)
        {
            _used += Tick * (otherwise + (limit.PassAsync(CancellationToken.None).AsTask().IsCompleted ? wanted : 0));
            _time.Advance(Tick);
        }

        return (_used - before) / time;
    }
}

using OssTransfer.Transfer.Guard;

namespace OssTransfer.Transfer.Tests.Guard;

public sealed class CpuPaceTests
{
    private const double Cost = 0.0002;

    [Theory]
    [InlineData(0.2, 2)]
    [InlineData(1, 4)]
    [InlineData(3, 4)]
    public void Work_that_would_use_more_is_kept_to_what_is_allowed(double allowed, double wanted)
    {
        var (pace, _) = Run(CpuPace.Free, 20, allowed, wanted);

        var (_, used) = Run(pace, 40, allowed, wanted);

        Assert.InRange(used, allowed * 0.9, allowed * 1.05);
    }

    [Fact]
    public void Work_that_uses_less_is_not_held_up()
    {
        var (pace, used) = Run(CpuPace.Free, 40, 2, 1.5);

        Assert.Equal((CpuPace.Free, 1.5), (pace, used));
    }

    [Fact]
    public void Work_goes_on_a_little_whatever_else_the_process_does()
    {
        var (pace, _) = Run(CpuPace.Free, 40, 0.5, 2, otherwise: 3);

        Assert.Equal(50, pace);
    }

    [Fact]
    public void Work_that_becomes_cheaper_goes_faster_within_seconds()
    {
        var (pace, _) = Run(CpuPace.Free, 20, 0.5, 2);
        (pace, _) = Run(pace, 20, 0.5, 2, cost: Cost / 10);

        var (_, used) = Run(pace, 10, 0.5, 2, cost: Cost / 10);

        Assert.InRange(used, 0.45, 0.525);
    }

    [Fact]
    public async Task Requests_and_reads_pass_at_the_pace_that_was_measured_to_be_right()
    {
        var time = new NapTime();
        var passed = 0L;
        var limit = new CpuLimit(1, time, () => TimeSpan.FromSeconds(passed * 0.01));

        // Each unit costs 10 ms of a processor, so that a hundred a second may pass.
        await RunUntilAsync(TimeSpan.FromSeconds(40));
        var settled = passed;
        await RunUntilAsync(TimeSpan.FromSeconds(60));

        Assert.InRange((passed - settled) / 20.0, 80, 125);

        async Task RunUntilAsync(TimeSpan end)
        {
            for (; time.Passed < end; passed += 5)
            {
                var before = time.Passed;
                await limit.PassAsync(4 * (64 << 10), TestContext.Current.CancellationToken);
                if (time.Passed == before)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(10), time, TestContext.Current.CancellationToken);
                }
            }
        }
    }

    /// <summary>
    /// Half seconds of work that costs so much a unit, of which there is as much as keeps the wanted processors busy; the pace at the end and what was used on
    /// average.
    /// </summary>
    private static (double Pace, double Used) Run(double pace, int times, double allowed, double wanted, double otherwise = 0, double cost = Cost)
    {
        var sum = 0.0;
        for (var i = 0; i < times; i++)
        {
            var done = Math.Min(pace, wanted / cost);
            var used = otherwise + (done * cost);
            pace = CpuPace.Next(pace, new(done, done < wanted / cost), used, allowed);
            sum += used;
        }

        return (pace, sum / times);
    }
}

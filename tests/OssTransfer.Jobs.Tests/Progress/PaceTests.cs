using OssTransfer.Jobs.Progress;

namespace OssTransfer.Jobs.Tests.Progress;

public sealed class PaceTests
{
    /// <summary>A run of a hundred seconds: what it says is left is within a tenth of the truth once a tenth is over.</summary>
    [Theory]
    [InlineData(1, 1_000_000_000)]
    [InlineData(20_000, 1_000)]
    [InlineData(2_000, 200_000)]
    public void Time_left_is_near_the_truth_after_the_first_tenth(int objects, long bytesOfEach)
    {
        var (whole, pace) = (objects * (double)(RunProgress.ObjectBytes + bytesOfEach), new Pace());
        for (var second = 0; second <= 95; second++)
        {
            // It comes by fits and starts: every fourth second brings half.
            var done = (second - (second % 4 == 3 ? 0.5 : 0)) / 100.0;
            pace.Note(TimeSpan.FromSeconds(second), whole * (1 - done));
            if (second >= 10)
            {
                Assert.InRange(whole * (1 - done) / pace.PerSecond!.Value, (100 - second) * 0.9, ((100 - second) * 1.1) + 1.5);
            }
        }
    }

    [Fact]
    public void Pace_follows_what_changes_and_a_moment_without_news_changes_little()
    {
        var (pace, left) = (new Pace(), 1e9);
        Run(60, 1e6);
        var steady = pace.PerSecond!.Value;
        Run(2, 0);
        var held = pace.PerSecond!.Value;
        Run(120, 4e6);

        Assert.Equal(1e6, steady, 1);
        Assert.InRange(held, 0.9e6, 1e6);
        Assert.InRange(pace.PerSecond!.Value, 3.9e6, 4e6);

        void Run(int seconds, double perSecond)
        {
            for (var second = 0; second < seconds; second++)
            {
                _at += TimeSpan.FromSeconds(1);
                pace.Note(_at, left -= perSecond);
            }
        }
    }

    [Fact]
    public void Pause_is_no_slowness()
    {
        var pace = new Pace();
        pace.Note(TimeSpan.Zero, 100);
        pace.Note(TimeSpan.FromSeconds(5), 50);
        pace.Note(TimeSpan.FromHours(1), 50);
        pace.Note(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(5), 0);

        Assert.Equal(10, pace.PerSecond!.Value, 1);
    }

    [Fact]
    public void Nobody_knows_before_something_was_done()
    {
        var pace = new Pace();
        pace.Note(TimeSpan.Zero, 100);
        pace.Note(TimeSpan.FromSeconds(3), 100);

        Assert.Null(pace.PerSecond);
    }

    private TimeSpan _at;
}

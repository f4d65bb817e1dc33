using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using OssTransfer.Jobs.Progress;

namespace OssTransfer.Jobs.Tests.Progress;

public sealed class PaceTests
{
    private const double Expected = RunProgress.ExpectedObjectBytes;

    private readonly Pace _pace = new();
    private TimeSpan _at;
    private WorkLoad _done;

    /// <summary>A run of a hundred seconds: what it says is left is within a tenth of the truth once a tenth is over.</summary>
    [Theory]
    [InlineData(1, 1_000_000_000)]
    [InlineData(20_000, 1_000)]
    [InlineData(2_000, 200_000)]
    public void Time_left_is_near_the_truth_after_the_first_tenth(int objects, long bytesOfEach)
    {
        var whole = new WorkLoad(objects, (double)objects * bytesOfEach);
        for (var second = 0; second <= 95; second++)
        {
            // It comes by fits and starts: every fourth second brings half.
            var done = whole * ((second - (second % 4 == 3 ? 0.5 : 0)) / 100.0);
            _pace.Note(TimeSpan.FromSeconds(second), done);
            if (second >= 10)
            {
                Assert.InRange(Left(whole - done), (100 - second) * 0.9, ((100 - second) * 1.1) + 1.5);
            }
        }
    }

    /// <summary>What an object takes of its own is learned as soon as both kinds were seen, whatever it is and in whatever order they come.</summary>
    [Property(MaxTest = 200)]
    public Property Cost_of_an_object_is_what_the_run_shows() => Prop.ForAll(
        (from mix in Gen.ListOf(Gen.Choose(0, 100))
         from perSecond in Gen.Choose(50, 5_000)
         from bytesPerSecond in Gen.Choose(1_000_000, 200_000_000)
         select (mix, perSecond, bytesPerSecond)).ToArbitrary(),
        run =>
        {
            var (pace, at, done) = (new Pace(), TimeSpan.Zero, default(WorkLoad));
            pace.Note(at, done);
            foreach (var part in (int[])[10, 90, .. run.mix])
            {
                // A part of the second goes to objects, the rest to bytes.
                done += new WorkLoad(part / 100.0 * run.perSecond, (100 - part) / 100.0 * run.bytesPerSecond);
                pace.Note(at += TimeSpan.FromSeconds(1), done);
            }

            var truth = (double)run.bytesPerSecond / run.perSecond;
            Assert.InRange(pace.ObjectBytes(truth), truth * 0.99, truth * 1.01);
            Assert.InRange(pace.ObjectBytes(truth * 2), truth, truth * 2);
            Assert.InRange(pace.ObjectBytes(truth / 2), truth / 2, truth);
        });

    [Fact]
    public void Under_a_limit_of_bytes_objects_turn_out_to_cost_nothing_of_their_own()
    {
        Run(20, 1000, 12_000_000);
        Run(20, 13, 12_000_000);

        Assert.InRange(_pace.ObjectBytes(Expected), 1, 15_000);
        Assert.Equal(1, _pace.ObjectBytes(1));
        Assert.InRange(_pace.PerSecond(1, null)!.Value, 11_999_000, 12_001_000);
    }

    [Fact]
    public void One_kind_of_objects_tells_nothing_and_what_was_expected_holds()
    {
        Assert.Equal(Expected, _pace.ObjectBytes(Expected));

        Run(100, 50, 500_000);

        Assert.Equal(Expected, _pace.ObjectBytes(Expected), 1.0);
        Assert.Equal(7_000, _pace.ObjectBytes(7_000), 1.0);
    }

    [Fact]
    public void Work_that_was_lost_is_no_work_that_costs_less_than_nothing()
    {
        Run(10, 100, 1_000_000);
        _done = default;
        Run(10, 0, 14_107_200);

        Assert.Equal(Expected, _pace.ObjectBytes(Expected), 100.0);
    }

    [Fact]
    public void Pace_follows_what_changes_and_a_moment_without_news_changes_little()
    {
        Run(60, 0, 1e6);
        var steady = _pace.PerSecond(1, null)!.Value;
        Run(2, 0, 0);
        var held = _pace.PerSecond(1, null)!.Value;
        Run(120, 0, 4e6);

        Assert.Equal(1e6, steady, 1.0);
        Assert.InRange(held, 0.85e6, 1e6);
        Assert.InRange(_pace.PerSecond(1, null)!.Value, 3.9e6, 4e6);
    }

    [Fact]
    public void Limit_is_not_exceeded_for_long_but_for_what_it_does_not_hold_for()
    {
        Run(3, 0, 75e6);

        Assert.Equal(60e6, _pace.PerSecond(1, 60e6)!.Value, 1.0);
        Assert.Equal(75e6, _pace.PerSecond(1, 100e6)!.Value, 1.0);
        Assert.Equal(75e6, _pace.PerSecond(1, 30e6)!.Value, 1.0);
    }

    [Fact]
    public void Pause_is_no_slowness()
    {
        _pace.Note(TimeSpan.Zero, new(0, 0));
        _pace.Note(TimeSpan.FromSeconds(5), new(0, 50));
        _pace.Note(TimeSpan.FromHours(1), new(0, 50));
        _pace.Note(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(5), new(0, 100));

        Assert.Equal(10, _pace.PerSecond(1, null)!.Value, 1.0);
    }

    [Fact]
    public void Nobody_knows_before_something_was_done()
    {
        _pace.Note(TimeSpan.Zero, new(0, 0));
        _pace.Note(TimeSpan.FromSeconds(3), new(0, 0));

        Assert.Null(_pace.PerSecond(1, null));
        Run(5, 1, 1);
        _pace.Forget();
        Assert.Null(_pace.PerSecond(1, null));
    }

    private double Left(WorkLoad left)
    {
        var objectBytes = _pace.ObjectBytes(Expected);
        return left.In(objectBytes) / _pace.PerSecond(objectBytes, null)!.Value;
    }

    private void Run(int seconds, double objectsPerSecond, double bytesPerSecond)
    {
        _pace.Note(_at, _done);
        for (var second = 0; second < seconds; second++)
        {
            _done += new WorkLoad(objectsPerSecond, bytesPerSecond);
            _pace.Note(_at += TimeSpan.FromSeconds(1), _done);
        }
    }
}

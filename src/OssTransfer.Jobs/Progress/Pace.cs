namespace OssTransfer.Jobs.Progress;

/// <summary>
/// How fast work gets done lately: at first the average since it began, later one in which what is half a minute old counts a third of what is new.
/// </summary>
public sealed class Pace
{
    private const double Memory = 30;

    // No silo worked in such a gap, or none reported.
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(15);

    private (TimeSpan At, double Left)? _last;
    private double _work;
    private double _seconds;

    /// <summary>Work per second; null: not known yet.</summary>
    public double? PerSecond => _seconds >= 1 && _work > 0 ? _work / _seconds : null;

    /// <summary>So much work is left at this time.</summary>
    /// <param name="now">By a clock that only goes forward.</param>
    /// <param name="left">In the units of <see cref="RunProgress.Work"/>.</param>
    public void Note(TimeSpan now, double left)
    {
        if (_last is var (at, before) && now > at && now - at < Gap)
        {
            var passed = (now - at).TotalSeconds;
            var kept = Math.Exp(-passed / Memory);
            _work = (_work * kept) + before - left;
            _seconds = (_seconds * kept) + passed;
        }

        _last = (now, left);
    }

    /// <summary>Another run begins.</summary>
    public void Forget() => (_last, _work, _seconds) = (null, 0, 0);
}

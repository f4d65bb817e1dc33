namespace OssTransfer.Jobs.Progress;

/// <summary>
/// What a run's work costs and how fast it gets done, from what was done until now. An object's cost in bytes is that which explains best how long objects and
/// bytes took together, as least squares say; where their mixture was always the same that shows nothing, and the expected cost holds. How fast it is: at first
/// the average since it began, later that of the last moments.
/// </summary>
public sealed class Pace
{
    // Seconds after which a measurement counts a third of a new one: a third of the time measured so far, within these bounds, so that a slow start is soon
    // forgotten.
    private const double ShortestMemory = 5;
    private const double LongestMemory = 30;
    private const double CostMemory = 600;

    // A rate above this many times the limit is no burst: what is copied inside a service isn't limited.
    private const double MostBurst = 2;

    // The weight of what was expected against what was seen.
    private const double Trust = 0.01;

    // The shortest time whose work is compared: within a second it varies too much. It grows with the run.
    private const double ShortestWindow = 1;
    private const double WindowsInRun = 16;

    private const double Unit = RunProgress.ExpectedObjectBytes;
    private const double MostObjectBytes = 64 * Unit;

    // No silo worked in such a gap, or none reported.
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(15);

    private (TimeSpan At, WorkLoad Done)? _last;
    private WorkLoad _lately;
    private double _latelySeconds;
    private WorkLoad _window;
    private double _windowSeconds;
    private double _seenSeconds;

    // Sums over windows of n objects (in units), b bytes and t seconds.
    private double _nn;
    private double _nb;
    private double _bb;
    private double _tn;
    private double _tb;

    /// <summary>So much is done by this time.</summary>
    /// <param name="now">By a clock that only goes forward.</param>
    /// <param name="done">Less than before, where what an attempt did was lost.</param>
    public void Note(TimeSpan now, WorkLoad done)
    {
        if (_last is var (at, before) && now > at && now - at < Gap)
        {
            var (passed, work) = ((now - at).TotalSeconds, done - before);
            _seenSeconds += passed;
            var kept = Math.Exp(-passed / Math.Clamp(_seenSeconds / 3, ShortestMemory, LongestMemory));
            (_lately, _latelySeconds) = ((_lately * kept) + work, (_latelySeconds * kept) + passed);
            (_window, _windowSeconds) = (_window + work, _windowSeconds + passed);
            if (_windowSeconds >= Math.Max(ShortestWindow, _seenSeconds / WindowsInRun))
            {
                Learn(_window.Objects * Unit, _window.Bytes, _windowSeconds);
                (_window, _windowSeconds) = (default, 0);
            }
        }

        _last = (now, done);
    }

    /// <summary>What an object costs besides its bytes, in bytes.</summary>
    /// <param name="expected">As long as nothing is known.</param>
    public double ObjectBytes(double expected)
    {
        // Least squares: minimises (t - n * object - b * byte)^2 over all windows, plus how far the two are from what was expected.
        var (ratio, trust) = (expected / Unit, Trust * (_nn + (2 * _nb) + _bb));
        var (nn, nb, bb) = (_nn + trust, _nb - (trust * ratio), _bb + (trust * ratio * ratio));
        var determinant = (nn * bb) - (nb * nb);
        if (determinant <= 1e-9 * nn * bb)
        {
            return expected;
        }

        var (perObject, perByte) = (((_tn * bb) - (_tb * nb)) / determinant, ((_tb * nn) - (_tn * nb)) / determinant);
        return perByte <= 0 ? MostObjectBytes : Math.Clamp(Unit * perObject / perByte, RunProgress.LeastObjectBytes, MostObjectBytes);
    }

    /// <summary>Work per second, in bytes that could be moved instead; null: not known yet.</summary>
    /// <param name="objectBytes">What an object costs besides its bytes.</param>
    /// <param name="limit">
    /// Bytes that are read per second at most: what was faster for a moment doesn't stay so. What is copied inside a service is much faster and not limited.
    /// Null: no limit.
    /// </param>
    public double? PerSecond(double objectBytes, double? limit)
    {
        if (_latelySeconds < 1)
        {
            return null;
        }

        var (objects, bytes) = (_lately.Objects / _latelySeconds, _lately.Bytes / _latelySeconds);
        var rate = new WorkLoad(objects, limit is { } most && bytes < most * MostBurst ? Math.Min(bytes, most) : bytes).In(objectBytes);
        return rate > 0 ? rate : null;
    }

    /// <summary>Another run begins, or other limits hold.</summary>
    public void Forget()
    {
        (_last, _lately, _latelySeconds, _window, _windowSeconds, _seenSeconds) = (null, default, 0, default, 0, 0);
        (_nn, _nb, _bb, _tn, _tb) = (0, 0, 0, 0, 0);
    }

    private void Learn(double objects, double bytes, double seconds)
    {
        if (objects < 0 || bytes < 0)
        {
            return;
        }

        var kept = Math.Exp(-seconds / CostMemory);
        (_nn, _nb, _bb) = ((_nn * kept) + (objects * objects), (_nb * kept) + (objects * bytes), (_bb * kept) + (bytes * bytes));
        (_tn, _tb) = ((_tn * kept) + (seconds * objects), (_tb * kept) + (seconds * bytes));
    }
}

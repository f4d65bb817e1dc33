using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Grains.Jobs.Live;

/// <summary>
/// How fast a job has been, in memory only: a bounded number of points, each of the same time. When there are too many, two become one, so that they reach
/// back to the beginning however long it goes on.
/// </summary>
internal sealed class RateHistory
{
    public const int MostPoints = 120;

    /// <summary>As long as what rates are taken over.</summary>
    public static readonly TimeSpan FirstStep = TimeSpan.FromSeconds(10);

    private readonly List<(long Objects, double Bytes)> _points = [];
    private TimeSpan _step = FirstStep;
    private TimeSpan _began;

    public void Forget()
    {
        _points.Clear();
        _step = FirstStep;
    }

    /// <summary>What a silo reports of the time since its report before.</summary>
    /// <param name="now">When.</param>
    /// <param name="objects">Objects that ended.</param>
    /// <param name="bytes">Bytes read.</param>
    /// <param name="bytesLimit">What a limit lets through per second at present: a burst counts as no more than that.</param>
    public void Add(TimeSpan now, long objects, long bytes, double bytesLimit)
    {
        if (_points.Count == 0)
        {
            _began = now;
        }

        var at = IndexOf(now);
        while (at >= MostPoints)
        {
            Halve();
            at = IndexOf(now);
        }

        while (_points.Count <= at)
        {
            _points.Add(default);
        }

        var before = _points[at];
        _points[at] = (before.Objects + objects, Math.Min(before.Bytes + bytes, Math.Max(before.Bytes, bytesLimit * _step.TotalSeconds)));
    }

    /// <summary>The points whose time is over; null: there is none yet.</summary>
    public RateHistoryView? At(TimeSpan now)
    {
        if (_points.Count == 0 || IndexOf(now) is not (> 0 and var over))
        {
            return null;
        }

        // Where no silo has reported for a while nothing moved.
        var shown = Enumerable.Range(0, Math.Min(over, MostPoints)).Select(i => i < _points.Count ? _points[i] : default).ToList();
        return new()
        {
            StepSeconds = (long)_step.TotalSeconds,
            BytesPerSecond = [.. shown.Select(point => (long)(point.Bytes / _step.TotalSeconds))],
            ObjectsPerSecond = [.. shown.Select(point => Math.Round(point.Objects / _step.TotalSeconds, 1))],
        };
    }

    private int IndexOf(TimeSpan now) => (int)Math.Min((now - _began) / _step, int.MaxValue);

    private void Halve()
    {
        for (var i = 0; i < _points.Count; i++)
        {
            var point = _points[i];
            _points[i / 2] = i % 2 == 0 ? point : (_points[i / 2].Objects + point.Objects, _points[i / 2].Bytes + point.Bytes);
        }

        _points.RemoveRange((_points.Count + 1) / 2, _points.Count / 2);
        _step *= 2;
    }
}

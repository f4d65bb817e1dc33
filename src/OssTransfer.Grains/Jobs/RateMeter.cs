namespace OssTransfer.Grains.Jobs;

/// <summary>Objects and bytes per second over the last ten seconds, from reports as they come.</summary>
internal sealed class RateMeter
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private readonly Queue<(TimeSpan At, long Objects, long Bytes)> _reports = new();
    private TimeSpan _since;

    public void Add(TimeSpan now, long objects, long bytes)
    {
        if (_reports.Count == 0)
        {
            _since = now - TimeSpan.FromSeconds(1);
        }

        _reports.Enqueue((now, objects, bytes));
        Forget(now);
    }

    public (double Objects, double Bytes) Rates(TimeSpan now)
    {
        Forget(now);
        var seconds = Math.Max(1, Math.Min(Window.TotalSeconds, (now - _since).TotalSeconds));
        return (Math.Round(_reports.Sum(report => report.Objects) / seconds, 1), Math.Round(_reports.Sum(report => report.Bytes) / seconds));
    }

    private void Forget(TimeSpan now)
    {
        while (_reports.TryPeek(out var oldest) && now - oldest.At > Window)
        {
            _reports.Dequeue();
        }
    }
}

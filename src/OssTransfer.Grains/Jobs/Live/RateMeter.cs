namespace OssTransfer.Grains.Jobs.Live;

/// <summary>Objects and bytes per second over the last ten seconds, from what silos report of the time since their report before.</summary>
internal sealed class RateMeter
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private readonly Queue<(TimeSpan From, TimeSpan To, long Objects, long Bytes)> _reports = new();
    private readonly Dictionary<string, TimeSpan> _last = [];

    public void Add(string holder, TimeSpan now, long objects, long bytes)
    {
        Forget(now);
        var since = _last.TryGetValue(holder, out var last) && now > last ? last : now - First;
        _last[holder] = now;
        _reports.Enqueue((since, now, objects, bytes));
    }

    public (double Objects, double Bytes) Rates(TimeSpan now)
    {
        Forget(now);
        if (_reports.Count == 0)
        {
            return (0, 0);
        }

        // Of a report that reaches back beyond the window, only the part inside counts: a whole one more would be a tenth too much.
        var begin = now - Window;
        var seconds = Math.Max(1, (now - Max(begin, _reports.Min(report => report.From))).TotalSeconds);
        var (objects, bytes) = (0.0, 0.0);
        foreach (var report in _reports)
        {
            var part = (report.To - Max(begin, report.From)) / (report.To - report.From);
            (objects, bytes) = (objects + (report.Objects * part), bytes + (report.Bytes * part));
        }

        return (Math.Round(objects / seconds, 1), Math.Round(bytes / seconds));
    }

    private void Forget(TimeSpan now)
    {
        while (_reports.TryPeek(out var oldest) && now - oldest.To >= Window)
        {
            _reports.Dequeue();
        }

        foreach (var holder in _last.Where(last => now - last.Value >= Window).Select(last => last.Key).ToArray())
        {
            _last.Remove(holder);
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

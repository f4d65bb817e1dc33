using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Jobs.Progress;

namespace OssTransfer.Grains.Jobs.Live;

/// <summary>What silos measured of a job over the last ten seconds; in memory only, for <c>status</c> and nothing else.</summary>
internal sealed class LiveMeasures
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private readonly Queue<(TimeSpan At, string Holder, SiloMeasures Measures)> _reports = new();

    /// <summary>Another run begins, or goes on after a pause.</summary>
    public void Forget() => _reports.Clear();

    /// <summary>A silo says what it measured; those of an older version don't.</summary>
    public void Note(RenewRequest request, TimeSpan now)
    {
        ForgetBefore(now);
        if (request.Measures is { } measures)
        {
            _reports.Enqueue((now, request.Holder, measures));
        }
    }

    /// <summary>Bytes that the silos at work may read per second; null: not all of them have a limit of their own.</summary>
    public double? BytesLimitAt(TimeSpan now)
    {
        ForgetBefore(now);
        var limits = _reports.GroupBy(report => report.Holder, report => report.Measures.BytesLimit).Select(silo => silo.Last()).ToList();
        return limits.Count == 0 || limits.Contains(null) ? null : limits.Sum();
    }

    /// <summary>All of it together; null where no silo reported.</summary>
    public Measurements? At(TimeSpan now)
    {
        ForgetBefore(now);
        if (_reports.Count == 0)
        {
            return null;
        }

        var silos = _reports.GroupBy(report => report.Holder, report => report.Measures).ToList();
        return new()
        {
            Waits = _reports.SelectMany(report => report.Measures.Waits).GroupBy(wait => wait.Name, wait => wait.Waited)
                .ToDictionary(waits => waits.Key, waits => waits.Aggregate((one, other) => one + other)),
            Over = TimeSpan.FromSeconds(silos.Max(silo => silo.Count())),
            Cpu = silos.Max(silo => silo.Average(measures => measures.Cpu)),
            UnderWay = silos.Sum(silo => silo.Average(measures => measures.UnderWay)),
            Places = silos.Sum(silo => silo.Last().Places),
        };
    }

    private void ForgetBefore(TimeSpan now)
    {
        while (_reports.TryPeek(out var oldest) && now - oldest.At > Window)
        {
            _reports.Dequeue();
        }
    }
}

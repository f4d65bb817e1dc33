using System.Diagnostics.Metrics;

namespace OssTransfer.Transfer.Guard;

/// <summary>The metrics of this floor. Tags come from fixed sets; nothing is recorded, or made for it, while nothing collects it.</summary>
internal static class StoreMetrics
{
    private static readonly Meter Meter = new(TransferMetrics.MeterName);

    /// <summary>Requests, each with how long its answer took; repeats included.</summary>
    public static readonly Histogram<double> RequestDuration = Meter.CreateHistogram(
        "osstransfer.store.request.duration",
        "s",
        "From a request to its answer",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] });

    /// <summary>Bytes of bodies, repeats included.</summary>
    public static readonly Counter<long> Bytes = Meter.CreateCounter<long>("osstransfer.store.io", "By", "Bytes of bodies, repeats included");

    /// <summary>Waits before a request or the rest of a body is asked for again.</summary>
    public static readonly Counter<long> Retries = Meter.CreateCounter<long>("osstransfer.store.retries", "{retry}", "Requests that are sent again");
}

using System.Diagnostics;
using System.Diagnostics.Metrics;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Progress;

namespace OssTransfer.Transfer.Guard;

/// <summary>Counts what goes through one store, for the job's status and for the process' metrics.</summary>
internal sealed class StoreMeter(TransferSide side, TimeProvider time)
{
    private static readonly Meter Meter = new("OssTransfer.Transfer");
    private static readonly Counter<long> RequestCount = Meter.CreateCounter<long>(
        "osstransfer.store.requests", "{request}", "Requests sent, repeats included");
    private static readonly Counter<long> ByteCount = Meter.CreateCounter<long>("osstransfer.store.bytes", "By", "Bytes of bodies, repeats included");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("osstransfer.store.duration", "s", "From a request to its answer");

    private readonly string _side = side == TransferSide.Source ? "source" : "destination";
    private long _requests;
    private long _retries;
    private long _read;
    private long _written;
    private long _busyTicks;

    public StoreTotals Totals => new(Volatile.Read(ref _requests), Volatile.Read(ref _retries), Volatile.Read(ref _read), Volatile.Read(ref _written),
        TimeSpan.FromTicks(Volatile.Read(ref _busyTicks)));

    /// <summary>While answers and bodies of the store are waited for.</summary>
    public WaitClock Answers { get; } = new(time);

    /// <summary>While nothing is asked of it since it asked for less.</summary>
    public WaitClock Throttled { get; } = new(time);

    public void Answered(RequestKind operation, StorageErrorKind? error, long startedAt)
    {
        var elapsed = time.GetElapsedTime(startedAt);
        Interlocked.Increment(ref _requests);
        Interlocked.Add(ref _busyTicks, elapsed.Ticks);
        if (RequestCount.Enabled || Duration.Enabled)
        {
            var tags = new TagList
            {
                { "side", _side },
                { "operation", operation.Tag() },
                { "result", error?.ToString() ?? "ok" },
            };
            RequestCount.Add(1, tags);
            Duration.Record(elapsed.TotalSeconds, tags);
        }
    }

    public void Retried() => Interlocked.Increment(ref _retries);

    public void Read(long bytes)
    {
        Interlocked.Add(ref _read, bytes);
        ByteCount.Add(bytes, new("side", _side), new("direction", "in"));
    }

    public void Written(long bytes)
    {
        Interlocked.Add(ref _written, bytes);
        ByteCount.Add(bytes, new("side", _side), new("direction", "out"));
    }
}

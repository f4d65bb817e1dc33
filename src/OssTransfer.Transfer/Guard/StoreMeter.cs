using System.Diagnostics;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Progress;

namespace OssTransfer.Transfer.Guard;

/// <summary>Counts what goes through one store, for the job's status and for the process' metrics.</summary>
/// <param name="side">Which side of a job the store is.</param>
/// <param name="store">What the store calls itself, one of a few names.</param>
/// <param name="time">The clock.</param>
internal sealed class StoreMeter(TransferSide side, string store, TimeProvider time)
{
    private readonly KeyValuePair<string, object?> _side = new("side", side == TransferSide.Source ? "source" : "destination");
    private readonly KeyValuePair<string, object?> _store = new("store", store);
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
        if (StoreMetrics.RequestDuration.Enabled)
        {
            var tags = new TagList { _side, _store, new("operation", operation.Tag()) };
            if (error is { } kind)
            {
                tags.Add("error.type", kind.ToString());
            }

            StoreMetrics.RequestDuration.Record(elapsed.TotalSeconds, tags);
        }
    }

    public void Retried()
    {
        Interlocked.Increment(ref _retries);
        StoreMetrics.Retries.Add(1, _side, _store);
    }

    public void Read(long bytes)
    {
        Interlocked.Add(ref _read, bytes);
        StoreMetrics.Bytes.Add(bytes, _side, _store, new("direction", "read"));
    }

    public void Written(long bytes)
    {
        Interlocked.Add(ref _written, bytes);
        StoreMetrics.Bytes.Add(bytes, _side, _store, new("direction", "write"));
    }
}

namespace OssTransfer.Transfer.Guard;

/// <summary>
/// Keeps the process to a share of the processors: requests and reads of bodies, which cause nearly all processor time here, pass at a pace that follows what
/// the process was measured to use. It holds on average over some seconds, not at each moment.
/// </summary>
/// <param name="processors">Processors that may be used, more than 0.</param>
/// <param name="time">Clock and timers.</param>
/// <param name="used">Processor time that the process has used so far.</param>
public sealed class CpuLimit(double processors, TimeProvider time, Func<TimeSpan> used)
{
    // About what reading, hashing and writing this many bytes costs as much as a request.
    private const int BytesOfRequest = 64 << 10;

    private static readonly TimeSpan MeasureEvery = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();

    // Requests per second, or reads of so many bytes.
    private readonly TokenBucket _work = new(time) { PerSecond = CpuPace.Free };
    private TimeSpan _usedThen = used();
    private long _measuredAt = time.GetTimestamp();

    internal ValueTask PassAsync(long bytes, CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(Volatile.Read(ref _measuredAt)) >= MeasureEvery)
        {
            Measure();
        }

        return _work.TakeAsync(1 + (bytes / BytesOfRequest), cancellationToken);
    }

    private void Measure()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var elapsed = time.GetElapsedTime(_measuredAt, now);
            if (elapsed >= MeasureEvery)
            {
                var usedNow = used();
                _work.PerSecond = CpuPace.Next(_work.PerSecond, _work.TakeUse(), (usedNow - _usedThen) / elapsed, processors);
                _usedThen = usedNow;
                Volatile.Write(ref _measuredAt, now);
            }
        }
    }
}

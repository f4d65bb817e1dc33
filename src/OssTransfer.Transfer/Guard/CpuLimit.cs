namespace OssTransfer.Transfer.Guard;

/// <summary>
/// Keeps the process to a share of the processors: requests and reads of bodies pass only for a part of every tenth of a second, a part that follows
/// what the process was measured to use. Everything that costs processor time here hangs on those two. It holds on average over some seconds, not at each moment.
/// </summary>
public sealed class CpuLimit : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);
    private const int PeriodsOfMeasure = 5;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly double _processors;
    private readonly Func<TimeSpan> _used;
    private readonly ITimer _opens;
    private readonly ITimer _closes;
    private TaskCompletionSource? _closed;
    private double _part = 1;
    private int _periods;
    private TimeSpan _usedThen;
    private long _measuredAt;

    /// <summary>Begins to measure at once.</summary>
    /// <param name="processors">Processors that may be used, more than 0.</param>
    /// <param name="time">Clock and timers.</param>
    /// <param name="used">Processor time that the process has used so far.</param>
    public CpuLimit(double processors, TimeProvider time, Func<TimeSpan> used)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(processors);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(used);
        (_processors, _time, _used) = (processors, time, used);
        (_usedThen, _measuredAt) = (used(), time.GetTimestamp());
        _closes = time.CreateTimer(_ => Close(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _opens = time.CreateTimer(_ => Begin(), null, Period, Period);
    }

    /// <summary>The part of the time for which work goes on at present.</summary>
    public double Part => Volatile.Read(ref _part);

    /// <inheritdoc/>
    public void Dispose()
    {
        _opens.Dispose();
        _closes.Dispose();
        Open();
    }

    internal ValueTask PassAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _closed) is { } closed ? new(closed.Task.WaitAsync(cancellationToken)) : ValueTask.CompletedTask;

    private void Begin()
    {
        lock (_gate)
        {
            if (++_periods == PeriodsOfMeasure)
            {
                var (used, now) = (_used(), _time.GetTimestamp());
                _part = CpuPace.Next(_part, (used - _usedThen) / _time.GetElapsedTime(_measuredAt, now), _processors);
                (_periods, _usedThen, _measuredAt) = (0, used, now);
            }

            if (_part < 1)
            {
                _closes.Change(Period * _part, Timeout.InfiniteTimeSpan);
            }
        }

        Open();
    }

    private void Open() => Interlocked.Exchange(ref _closed, null)?.TrySetResult();

    private void Close() => Interlocked.CompareExchange(ref _closed, new(TaskCreationOptions.RunContinuationsAsynchronously), null);
}

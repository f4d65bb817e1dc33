namespace OssTransfer.Transfer.Guard;

/// <summary>
/// Hands out a quantity at a rate, first come first served. Whoever comes while there is anything left may go on at once and leaves a debt
/// that the next one waits for: so a large take needs no large bucket, and the rate holds over time.
/// </summary>
internal sealed class TokenBucket(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LongestNap = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _perSecond;
    private double _available;
    private long _filledAt;

    /// <summary>0: no limit.</summary>
    public long PerSecond
    {
        get => Volatile.Read(ref _perSecond);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            Volatile.Write(ref _perSecond, value);
        }
    }

    public ValueTask TakeAsync(long quantity, CancellationToken cancellationToken) =>
        PerSecond == 0 ? ValueTask.CompletedTask : WaitAsync(quantity, cancellationToken);

    public void Dispose() => _turn.Dispose();

    private async ValueTask WaitAsync(long quantity, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            while (TryTake(quantity) is { } wait)
            {
                await Task.Delay(wait < LongestNap ? wait : LongestNap, time, cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private TimeSpan? TryTake(long quantity)
    {
        var rate = PerSecond;
        if (rate == 0)
        {
            _filledAt = 0;
            return null;
        }

        var now = time.GetTimestamp();
        var capacity = Math.Max(1, rate * Burst.TotalSeconds);
        _available = _filledAt == 0 ? capacity : Math.Min(capacity, _available + (rate * time.GetElapsedTime(_filledAt, now).TotalSeconds));
        _filledAt = now;
        if (_available <= 0)
        {
            // A tick more than the debt, so that rounding never leaves a rest for one more nap.
            return TimeSpan.FromSeconds(-_available / rate) + TimeSpan.FromMilliseconds(1);
        }

        _available -= quantity;
        return null;
    }
}

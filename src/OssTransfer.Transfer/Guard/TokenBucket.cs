using OssTransfer.Storage;

namespace OssTransfer.Transfer.Guard;

/// <summary>
/// Hands out a quantity at a rate, first come first served. Whoever comes while there is anything left may go on at once and leaves a debt
/// that the next one waits for: so a large take needs no large bucket, and the rate holds over time.
/// </summary>
internal sealed class TokenBucket(TimeProvider time)
{
    // A wait for less than this share of the time is due to bursts, not to a rate that is too low.
    private const double Noticeable = 0.1;

    private static readonly TimeSpan LongestNap = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly Permits _turn = new(1);
    private double _perSecond = double.PositiveInfinity;
    private double _available;
    private long _filledAt;
    private int _waiting;
    private long _waitingSince;
    private TimeSpan _waited;
    private double _taken;
    private long _lookedAt = time.GetTimestamp();
    private RateUse _use;

    /// <summary>Infinity: no limit. 0: nothing for now.</summary>
    public double PerSecond
    {
        get => Volatile.Read(ref _perSecond);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            Volatile.Write(ref _perSecond, value);
        }
    }

    public ValueTask TakeAsync(long quantity, CancellationToken cancellationToken)
    {
        if (double.IsPositiveInfinity(PerSecond))
        {
            return ValueTask.CompletedTask;
        }

        lock (_gate)
        {
            if (_waiting == 0 && TryTakeNeedsLock(quantity) is null)
            {
                return ValueTask.CompletedTask;
            }

            if (_waiting++ == 0)
            {
                _waitingSince = time.GetTimestamp();
            }
        }

        return WaitAsync(quantity, cancellationToken);
    }

    /// <summary>What was taken since it was last asked, and whether the rate was too low for that. Asked again within a moment it says the same.</summary>
    public RateUse TakeUse()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var elapsed = time.GetElapsedTime(_lookedAt, now);
            if (elapsed >= ShortestLook)
            {
                CountWaitNeedsLock(now);
                _use = new(_taken / elapsed.TotalSeconds, _waited > elapsed * Noticeable);
                (_taken, _waited, _lookedAt) = (0, TimeSpan.Zero, now);
            }

            return _use;
        }
    }

    private async ValueTask WaitAsync(long quantity, CancellationToken cancellationToken)
    {
        try
        {
            await _turn.TakeAsync(cancellationToken);
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
        finally
        {
            lock (_gate)
            {
                CountWaitNeedsLock(time.GetTimestamp());
                _waiting--;
            }
        }
    }

    private void CountWaitNeedsLock(long now)
    {
        if (_waiting > 0)
        {
            _waited += time.GetElapsedTime(_waitingSince, now);
            _waitingSince = now;
        }
    }

    private TimeSpan? TryTake(long quantity)
    {
        lock (_gate)
        {
            return TryTakeNeedsLock(quantity);
        }
    }

    /// <summary>Null: taken. Otherwise how long it takes until there is something.</summary>
    private TimeSpan? TryTakeNeedsLock(long quantity)
    {
        var rate = PerSecond;
        if (double.IsPositiveInfinity(rate))
        {
            _filledAt = 0;
            return null;
        }

        var now = time.GetTimestamp();
        var capacity = Math.Max(1, rate * Burst.TotalSeconds);
        _available = _filledAt == 0 ? capacity : Math.Min(capacity, _available + (rate * time.GetElapsedTime(_filledAt, now).TotalSeconds));
        _filledAt = now;
        if (rate == 0)
        {
            return LongestNap;
        }

        if (_available <= 0)
        {
            // A millisecond more than the debt, so that rounding never makes a second wait necessary.
            return TimeSpan.FromSeconds(Math.Min(-_available / rate, LongestNap.TotalSeconds)) + TimeSpan.FromMilliseconds(1);
        }

        _available -= quantity;
        _taken += quantity;
        return null;
    }
}

namespace OssTransfer.Transfer.Progress;

/// <summary>Adds up how long something is waited for, over all who wait, those who still do included.</summary>
/// <param name="time">The clock.</param>
public sealed class WaitClock(TimeProvider time)
{
    private readonly Lock _gate = new();
    private int _waiting;
    private long _since;
    private TimeSpan _total;

    /// <summary>All waits until now.</summary>
    public TimeSpan Total
    {
        get
        {
            lock (_gate)
            {
                CountNeedsLock();
                return _total;
            }
        }
    }

    /// <summary>A caller waits until <see cref="End"/>.</summary>
    public void Begin() => Change(1);

    /// <summary>One of them waits no longer.</summary>
    public void End() => Change(-1);

    private void Change(int waiting)
    {
        lock (_gate)
        {
            CountNeedsLock();
            _waiting += waiting;
        }
    }

    private void CountNeedsLock()
    {
        var now = time.GetTimestamp();
        if (_waiting > 0)
        {
            _total += time.GetElapsedTime(_since, now) * _waiting;
        }

        _since = now;
    }
}

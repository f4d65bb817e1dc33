using System.Collections.Concurrent;

namespace OssTransfer.Vendors.Tests.Migration;

/// <summary>The system's time, and what was waited for.</summary>
internal sealed class RecordingTime : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    /// <summary>Of every timer that was started.</summary>
    public IReadOnlyCollection<TimeSpan> Waits => _waits;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _waits.Enqueue(dueTime);
        return base.CreateTimer(callback, state, dueTime, period);
    }
}

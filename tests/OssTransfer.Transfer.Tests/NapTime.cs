namespace OssTransfer.Transfer.Tests;

/// <summary>
/// Time in which waiting takes none: a timer of up to five minutes rings at once and moves the clock to its time; longer ones, which guard against
/// what doesn't happen here, never ring.
/// </summary>
internal sealed class NapTime : TimeProvider
{
    private static readonly TimeSpan LongestNap = TimeSpan.FromMinutes(5);
    private long _ticks = DateTimeOffset.UnixEpoch.Ticks;

    public TimeSpan Passed => TimeSpan.FromTicks(Volatile.Read(ref _ticks) - DateTimeOffset.UnixEpoch.Ticks);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= TimeSpan.Zero && dueTime <= LongestNap)
        {
            Interlocked.Add(ref _ticks, dueTime.Ticks);
            ThreadPool.UnsafeQueueUserWorkItem(_ => callback(state), null);
        }

        return new SilentTimer();
    }

    private sealed class SilentTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

namespace OssTransfer.World.Timing;

/// <summary>The clocks of one machine: the one on its wall may be wrong and jump, the other only goes forward. Both go on while it stands still.</summary>
internal sealed class MachineTime(Scheduler scheduler, Machine machine) : TimeProvider
{
    private static readonly DateTimeOffset Beginning = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far the clock on the wall is ahead.</summary>
    public TimeSpan Offset { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>The right time.</summary>
    public static DateTimeOffset At(TimeSpan now) => Beginning + now;

    public override long GetTimestamp() => scheduler.Now.Ticks;

    public override DateTimeOffset GetUtcNow() => At(scheduler.Now) + Offset;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(scheduler, machine, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(Scheduler scheduler, Machine machine, TimerCallback callback, object? state) : ITimer
    {
        private int _version;
        private TimeSpan _period;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            Start(dueTime);
            return true;
        }

        public void Dispose() => _version++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Start(TimeSpan dueTime)
        {
            var version = ++_version;
            if (dueTime >= TimeSpan.Zero)
            {
                scheduler.After(dueTime, machine, () => Fire(version));
            }
        }

        private void Fire(int version)
        {
            if (version != _version)
            {
                return;
            }

            if (_period > TimeSpan.Zero)
            {
                Start(_period);
            }

            callback(state);
        }
    }
}

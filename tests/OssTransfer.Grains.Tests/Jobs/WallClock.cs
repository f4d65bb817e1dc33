using Microsoft.Extensions.Time.Testing;

namespace OssTransfer.Grains.Tests.Jobs;

/// <summary>Timestamps and timers of another clock, and a time of day that somebody may set.</summary>
internal sealed class WallClock(FakeTimeProvider clock) : TimeProvider
{
    public TimeSpan SetBy { get; set; }

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + SetBy;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}

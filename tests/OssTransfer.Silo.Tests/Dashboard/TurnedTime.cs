namespace OssTransfer.Silo.Tests.Dashboard;

/// <summary>Time that stands until a test turns it.</summary>
public sealed class TurnedTime : TimeProvider
{
    private long _ticks = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public void Turn(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}

namespace OssTransfer.Storage.Tests.Disk;

/// <summary>By this clock each call takes a millisecond, as on a network.</summary>
internal sealed class SlowClock : TimeProvider
{
    private long _now;

    public override long GetTimestamp() => Interlocked.Add(ref _now, TimestampFrequency / 1000);
}

namespace OssTransfer.Grains.Timing;

/// <summary>The clock of leases: its timestamps go on while the machine sleeps, so that a lease can't outlive a suspended laptop.</summary>
internal abstract class BootClock : TimeProvider
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    public sealed override long TimestampFrequency => NanosecondsPerSecond;

    /// <summary>The timestamp that was so long before another one.</summary>
    public static long Before(long timestamp, TimeSpan duration) => timestamp - (duration.Ticks * (NanosecondsPerSecond / TimeSpan.TicksPerSecond));
}

using System.Runtime.InteropServices;

namespace OssTransfer.Grains.Timing;

/// <summary>Timestamps that go on while the machine sleeps (Linux' CLOCK_BOOTTIME), so that a lease can't outlive a suspended laptop.</summary>
internal partial class BootClock : TimeProvider
{
    private const int ClockBootTime = 7;
    private const long NanosecondsPerSecond = 1_000_000_000;

    public sealed override long TimestampFrequency => NanosecondsPerSecond;

    public override long GetTimestamp() => clock_gettime(ClockBootTime, out var time) == 0
        ? (time.Seconds * NanosecondsPerSecond) + time.Nanoseconds
        : throw new PlatformNotSupportedException("The system has no boot clock.");

    /// <summary>The timestamp that was so long before another one.</summary>
    public static long Before(long timestamp, TimeSpan duration) => timestamp - (duration.Ticks * (NanosecondsPerSecond / TimeSpan.TicksPerSecond));

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}

using System.Runtime.InteropServices;

namespace OssTransfer.Grains.Timing;

/// <summary>Linux' CLOCK_BOOTTIME.</summary>
internal sealed partial class LinuxBootClock : BootClock
{
    private const int ClockBootTime = 7;

    public override long GetTimestamp() => clock_gettime(ClockBootTime, out var time) == 0
        ? (time.Seconds * TimestampFrequency) + time.Nanoseconds
        : throw new PlatformNotSupportedException("The system has no boot clock.");

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}

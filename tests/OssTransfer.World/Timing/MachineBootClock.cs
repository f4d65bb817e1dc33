using OssTransfer.Grains.Timing;

namespace OssTransfer.World.Timing;

/// <summary>The clock of a machine's leases.</summary>
internal sealed class MachineBootClock(Scheduler scheduler, MachineTime time) : BootClock
{
    private const long NanosecondsPerTick = 100;

    public override long GetTimestamp() => scheduler.Now.Ticks * NanosecondsPerTick;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}

namespace OssTransfer.LoopbackS3;

/// <summary>A clock that may be wrong by <see cref="Offset"/>.</summary>
internal sealed class OffsetClock(TimeProvider time) : TimeProvider
{
    private long _offsetTicks;

    public TimeSpan Offset
    {
        get => new(Interlocked.Read(ref _offsetTicks));
        set => Interlocked.Exchange(ref _offsetTicks, value.Ticks);
    }

    public bool IsSystem => ReferenceEquals(time, System) && Offset == TimeSpan.Zero;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Offset;
}

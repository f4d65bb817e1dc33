namespace OssTransfer.Storage.Cloud.Http;

/// <summary>
/// The store's clock as its Date headers give it. Signatures are made with the store's time where ours is off,
/// so that a wrong clock here spoils one request at most.
/// </summary>
internal sealed class ServerClock(TimeProvider time)
{
    /// <summary>A smaller difference may come from the time that the answer travelled and from the header's whole seconds.</summary>
    private static readonly TimeSpan Negligible = TimeSpan.FromSeconds(20);

    private const long Unknown = long.MinValue;
    private long _offsetTicks = Unknown;
    private SigningTime? _last;

    public TimeSpan? Offset => Volatile.Read(ref _offsetTicks) is var ticks and not Unknown ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>Notes an answer's Date header.</summary>
    public void Learn(DateTimeOffset date) =>
        Volatile.Write(ref _offsetTicks, (date - time.GetUtcNow()).Ticks);

    /// <summary>The time to sign with, the same object for the same second.</summary>
    public SigningTime Now()
    {
        var now = time.GetUtcNow();
        if (Offset is { } offset && offset.Duration() > Negligible)
        {
            now += offset;
        }

        var second = now.UtcTicks / TimeSpan.TicksPerSecond;
        var last = Volatile.Read(ref _last);
        if (last?.Second != second)
        {
            last = SigningTime.Of(second);
            Volatile.Write(ref _last, last);
        }

        return last;
    }
}

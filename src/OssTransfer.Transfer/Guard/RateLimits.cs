using OssTransfer.Transfer.Progress;

namespace OssTransfer.Transfer.Guard;

/// <summary>Limits over all stores that share this value. They may change at any time; callers that wait follow within a quarter of a second.</summary>
public sealed class RateLimits
{
    private readonly RateLimits? _outer;
    private readonly WaitClock _bytesWait;
    private readonly WaitClock _requestsWait;
    private readonly WaitClock _cpuWait;

    /// <summary>Unlimited until set.</summary>
    /// <param name="time">Clock and timers.</param>
    /// <param name="outer">Limits that this one shares with others; null: none.</param>
    public RateLimits(TimeProvider time, RateLimits? outer = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        _outer = outer;
        Bytes = new(time);
        Requests = new(time);
        (_bytesWait, _requestsWait, _cpuWait) = (new(time), new(time), new(time));
    }

    /// <summary>Bytes of bodies read per second; infinity: no limit, 0: nothing for now.</summary>
    public double BytesPerSecond
    {
        get => Bytes.PerSecond;
        set => Bytes.PerSecond = value;
    }

    /// <summary>Requests per second; infinity: no limit, 0: nothing for now.</summary>
    public double RequestsPerSecond
    {
        get => Requests.PerSecond;
        set => Requests.PerSecond = value;
    }

    /// <summary>Must be passed as well before a request and after a read; null: nothing more.</summary>
    public CpuLimit? Cpu { get; init; }

    /// <summary>How long reads waited for <see cref="BytesPerSecond"/>, added up over all of them.</summary>
    public TimeSpan WaitedForBytes => _bytesWait.Total;

    /// <summary>How long requests waited for <see cref="RequestsPerSecond"/>, likewise.</summary>
    public TimeSpan WaitedForRequests => _requestsWait.Total;

    /// <summary>How long requests and reads waited for <see cref="Cpu"/>, likewise.</summary>
    public TimeSpan WaitedForCpu => _cpuWait.Total;

    private TokenBucket Bytes { get; }

    private TokenBucket Requests { get; }

    /// <summary>How the limit of bytes was used since this was last asked.</summary>
    public RateUse TakeUseOfBytes() => Bytes.TakeUse();

    /// <summary>How the limit of requests was used since this was last asked.</summary>
    public RateUse TakeUseOfRequests() => Requests.TakeUse();

    internal ValueTask TakeBytesAsync(long bytes, CancellationToken cancellationToken)
    {
        var taken = _bytesWait.CountAsync(Bytes.TakeAsync(bytes, cancellationToken));
        return _outer is null ? taken : ThenOuterAsync(taken, _outer, _outer.Bytes, _outer._bytesWait, bytes, cancellationToken);
    }

    internal ValueTask TakeRequestAsync(CancellationToken cancellationToken)
    {
        var taken = _requestsWait.CountAsync(Requests.TakeAsync(1, cancellationToken));
        return _outer is null ? taken : ThenOuterAsync(taken, _outer, _outer.Requests, _outer._requestsWait, 1, cancellationToken);
    }

    private static ValueTask ThenOuterAsync(
        ValueTask taken, RateLimits outer, TokenBucket bucket, WaitClock clock, long quantity, CancellationToken cancellationToken)
    {
        return taken.IsCompletedSuccessfully && outer.Cpu is null ? clock.CountAsync(bucket.TakeAsync(quantity, cancellationToken)) : WaitAsync();

        async ValueTask WaitAsync()
        {
            await taken;
            await clock.CountAsync(bucket.TakeAsync(quantity, cancellationToken));
            if (outer.Cpu is { } cpu)
            {
                await outer._cpuWait.CountAsync(cpu.PassAsync(ReferenceEquals(bucket, outer.Bytes) ? quantity : 0, cancellationToken));
            }
        }
    }
}

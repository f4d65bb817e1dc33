namespace OssTransfer.Transfer.Guard;

/// <summary>Limits over all stores that share this value. They may change at any time; who waits follows within a quarter of a second.</summary>
public sealed class RateLimits
{
    /// <summary>Unlimited until set.</summary>
    public RateLimits(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        ReadBytes = new(time);
        Requests = new(time);
    }

    /// <summary>Bytes of bodies read a second; 0 for no limit.</summary>
    public long BytesPerSecond
    {
        get => ReadBytes.PerSecond;
        set => ReadBytes.PerSecond = value;
    }

    /// <summary>Requests a second; 0 for no limit.</summary>
    public long RequestsPerSecond
    {
        get => Requests.PerSecond;
        set => Requests.PerSecond = value;
    }

    internal TokenBucket ReadBytes { get; }

    internal TokenBucket Requests { get; }
}

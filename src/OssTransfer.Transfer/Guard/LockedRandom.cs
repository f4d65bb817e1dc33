namespace OssTransfer.Transfer.Guard;

/// <summary>A <see cref="Random"/> for many threads: jitter is drawn so seldom that a lock costs nothing.</summary>
internal sealed class LockedRandom
{
    private readonly Lock _lock = new();
    private readonly Random _random = new();

    public double NextDouble()
    {
        lock (_lock)
        {
            return _random.NextDouble();
        }
    }
}

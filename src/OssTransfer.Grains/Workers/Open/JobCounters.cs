namespace OssTransfer.Grains.Workers.Open;

/// <summary>Counts what ended since it was last asked.</summary>
internal sealed class JobCounters
{
    private long _objects;
    private long _bytes;

    public void Add(long objects, long bytes)
    {
        Interlocked.Add(ref _objects, objects);
        Interlocked.Add(ref _bytes, bytes);
    }

    /// <summary>What was counted, and starts again from nothing.</summary>
    public (long Objects, long Bytes) Take() => (Interlocked.Exchange(ref _objects, 0), Interlocked.Exchange(ref _bytes, 0));
}

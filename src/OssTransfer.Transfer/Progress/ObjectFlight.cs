using OssTransfer.Storage;

namespace OssTransfer.Transfer.Progress;

/// <summary>An object that is being worked on, and how far it is: counted by whoever moves its bytes, read by reports.</summary>
/// <param name="key">Its key at the source.</param>
/// <param name="size">Bytes as listed; null where unknown.</param>
/// <param name="before">Bytes of it that had moved before that.</param>
/// <param name="startedAt">When the work on it began, a timestamp of the board's clock.</param>
/// <param name="sides">How often each of its bytes counts on the board: once, or for each of the sides that are read.</param>
public sealed class ObjectFlight(ObjectKey key, long? size, long before, long startedAt, int sides = 1)
{
    private readonly long _firstBefore = before;
    private long _before = before;
    private long _read;
    private long _written;

    /// <summary>Its key at the source.</summary>
    public ObjectKey Key => key;

    /// <summary>Bytes as listed; null where unknown.</summary>
    public long? Size => size;

    /// <summary>
    /// Bytes that have moved: each counts half when it is read and half when it is written, so that an object is as far as its slower side lets it be,
    /// and never more than its size.
    /// </summary>
    public long Moved
    {
        get
        {
            var moved = Volatile.Read(ref _before) + ((Limited(Volatile.Read(ref _read)) + Limited(Volatile.Read(ref _written))) / 2);
            return Limited(moved);
        }
    }

    /// <summary>What it counts on the board.</summary>
    internal long Counted => Moved * sides;

    /// <summary>What of <see cref="Moved"/> has moved since the work began.</summary>
    public long MovedSinceItBegan => Math.Max(0, Moved - _firstBefore);

    internal long StartedAt => startedAt;

    /// <summary>A next attempt, or the next step of a large object, begins: only these bytes stand by now.</summary>
    /// <param name="before">Bytes that earlier steps have moved.</param>
    public void Begin(long before)
    {
        // In this order a report that reads meanwhile shows too little, never too much.
        Volatile.Write(ref _read, 0);
        Volatile.Write(ref _written, 0);
        Volatile.Write(ref _before, before);
    }

    internal void Read(long bytes) => Interlocked.Add(ref _read, bytes);

    /// <summary>Fewer than nothing where a body is sent once more from its start.</summary>
    internal void Wrote(long bytes) => Interlocked.Add(ref _written, bytes);

    private long Limited(long bytes) => Math.Clamp(bytes, 0, size ?? long.MaxValue);
}

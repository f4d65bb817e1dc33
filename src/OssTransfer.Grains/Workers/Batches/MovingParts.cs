using System.Collections.Concurrent;
using OssTransfer.Transfer.LargeObjects;

namespace OssTransfer.Grains.Workers.Batches;

/// <summary>A step of a large object that moves parts: what can be noted of it before it ends.</summary>
/// <param name="before">The object as it was before the step.</param>
internal sealed class MovingParts(LargeObjectState before)
{
    private readonly Lock _lock = new();
    private readonly ConcurrentQueue<PartOutcome> _moved = [];
    private readonly List<PartOutcome> _noted = [];
    private bool _isOver;

    /// <summary>A part has been moved.</summary>
    public void Add(PartOutcome part) => _moved.Enqueue(part);

    /// <summary>
    /// The object with all parts that have been moved so far, and the bytes of those that were not taken before; null: there are none of those, or the step is
    /// over.
    /// </summary>
    public (LargeObjectState State, long Bytes)? Take()
    {
        lock (_lock)
        {
            var bytes = 0L;
            while (!_isOver && _moved.TryDequeue(out var part))
            {
                bytes += part.Part!.Size;
                _noted.Add(part);
            }

            return bytes > 0 ? (LargeObjectPlan.Apply(before, new LargeObjectEvent.PartsTried(before.Generation, [.. _noted])), bytes) : null;
        }
    }

    /// <summary>The step is over, and its result names all parts.</summary>
    /// <returns>Bytes of those that were taken already.</returns>
    public long End()
    {
        lock (_lock)
        {
            _isOver = true;
            return _noted.Sum(part => part.Part!.Size);
        }
    }
}

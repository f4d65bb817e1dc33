using OssTransfer.Transfer.Progress;

namespace OssTransfer.Transfer.Memory;

/// <summary>
/// All memory that bodies may lie in, and nothing else may: a fixed, pinned arena handed out in pieces. What doesn't fit waits, first come first served,
/// so a large piece is never starved by small ones. Nothing is allocated or collected while data flows, and pages that were never needed stay untouched.
/// </summary>
/// <remarks>Who holds a piece must not wait for another one: two such would wait for each other.</remarks>
public sealed class MemoryBudget
{
    private const long RegionBytes = 1L << 30;

    private readonly Lock _lock = new();
    private readonly LinkedList<MemoryWaiter> _waiting = [];
    private readonly MemoryRegion[] _regions;
    private readonly WaitClock _wait;

    /// <summary>A budget of this many bytes, at least a MiB.</summary>
    public MemoryBudget(long bytes, TimeProvider? time = null)
    {
        _wait = new(time ?? TimeProvider.System);
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1L << 20);
        TotalBytes = bytes;
        var count = (int)((bytes + RegionBytes - 1) / RegionBytes);
        _regions = [.. Enumerable.Range(0, count).Select(i => new MemoryRegion((int)Math.Min(RegionBytes, bytes - (i * RegionBytes))))];
    }

    /// <summary>Bytes in all.</summary>
    public long TotalBytes { get; }

    /// <summary>How long pieces were waited for, added up over all who did.</summary>
    public TimeSpan Waited => _wait.Total;

    /// <summary>The largest piece that can be rented.</summary>
    public int LargestPieceBytes => _regions[0].Bytes;

    /// <summary>Rents exactly <paramref name="bytes"/>, uninitialised; waits until they are free.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="LargestPieceBytes"/>, which no waiting would bring.</exception>
    public ValueTask<RentedMemory> RentAsync(int bytes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, LargestPieceBytes);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return _waiting.Count == 0 && TakeNeedsLock(bytes) is { } memory
                ? new(memory)
                : new(WaitAsync(_waiting.AddLast(new MemoryWaiter(bytes)), cancellationToken));
        }
    }

    internal void Return(RentedMemory memory)
    {
        lock (_lock)
        {
            memory.Region.Free(memory.Extent);
            AdmitNeedsLock();
        }
    }

    private async Task<RentedMemory> WaitAsync(LinkedListNode<MemoryWaiter> turn, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(_ => GiveUp(turn, cancellationToken), null);
        _wait.Begin();
        try
        {
            return await turn.Value.Task;
        }
        finally
        {
            _wait.End();
        }
    }

    private void GiveUp(LinkedListNode<MemoryWaiter> turn, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (turn.List is null)
            {
                return;
            }

            _waiting.Remove(turn);
            turn.Value.TrySetCanceled(cancellationToken);

            // The next one may be smaller.
            AdmitNeedsLock();
        }
    }

    private void AdmitNeedsLock()
    {
        while (_waiting.First is { } first && TakeNeedsLock(first.Value.Bytes) is { } memory)
        {
            _waiting.RemoveFirst();
            first.Value.TrySetResult(memory);
        }
    }

    private RentedMemory? TakeNeedsLock(int bytes)
    {
        foreach (var region in _regions)
        {
            if (region.Take(bytes) is { } extent)
            {
                return new(this, region, extent, bytes);
            }
        }

        return null;
    }
}

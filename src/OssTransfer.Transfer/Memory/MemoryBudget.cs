using OssTransfer.Transfer.Progress;

namespace OssTransfer.Transfer.Memory;

/// <summary>
/// All memory that bodies may lie in, and nothing else may: a fixed, pinned arena handed out in pieces. What doesn't fit waits, first come first served,
/// so a large piece is never starved by small ones. Nothing is allocated or collected while data flows, and pages that were never needed stay untouched.
/// </summary>
/// <remarks>
/// How many large pieces are filled at once <see cref="FillPace"/> says. A holder of a piece must not wait for another one: two such holders would wait for
/// each other.
/// </remarks>
public sealed class MemoryBudget
{
    private const long RegionBytes = 1L << 30;

    private readonly Lock _lock = new();
    private readonly LinkedList<MemoryWaiter> _waiting = [];
    private readonly MemoryRegion[] _regions;
    private readonly WaitClock _wait;
    private readonly FillPace _pace;

    /// <summary>A budget of this many bytes, at least a MiB.</summary>
    public MemoryBudget(long bytes, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1L << 20);
        _wait = new(time ?? TimeProvider.System);
        _pace = new(bytes, time ?? TimeProvider.System);
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
            if (MemoryRegion.IsLarge(bytes))
            {
                _pace.Ask(bytes);
            }

            if (_waiting.Count == 0 && MayFillNeedsLock(bytes) && TakeNeedsLock(bytes) is { } memory)
            {
                return new(memory);
            }

            var turn = _waiting.AddLast(new MemoryWaiter(bytes));
            AdmitNeedsLock();
            return new(WaitAsync(turn, cancellationToken));
        }
    }

    /// <summary>A large piece holds what was read.</summary>
    internal void MarkFilled(RentedMemory memory)
    {
        lock (_lock)
        {
            if (!memory.IsFilled)
            {
                memory.IsFilled = true;
                _pace.Turn(memory.Memory.Length);
                AdmitNeedsLock();
            }
        }
    }

    internal void Return(RentedMemory memory)
    {
        lock (_lock)
        {
            memory.Region.Free(memory.Extent);
            if (memory.IsLarge)
            {
                _pace.End(memory.Memory.Length, memory.IsFilled);
            }

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
            if (MemoryRegion.IsLarge(turn.Value.Bytes))
            {
                _pace.GiveUp(turn.Value.Bytes);
            }

            turn.Value.TrySetCanceled(cancellationToken);

            // The next one may be smaller.
            AdmitNeedsLock();
        }
    }

    /// <summary>A caller that waits for memory holds up all behind it; one that waits only because enough is being filled doesn't.</summary>
    private void AdmitNeedsLock()
    {
        for (var turn = _waiting.First; turn is not null;)
        {
            var next = turn.Next;
            if (MayFillNeedsLock(turn.Value.Bytes))
            {
                if (TakeNeedsLock(turn.Value.Bytes) is not { } memory)
                {
                    return;
                }

                _waiting.Remove(turn);
                turn.Value.TrySetResult(memory);
            }

            turn = next;
        }
    }

    private bool MayFillNeedsLock(int bytes) => !MemoryRegion.IsLarge(bytes) || _pace.MayFill(bytes);

    private RentedMemory? TakeNeedsLock(int bytes)
    {
        foreach (var region in _regions)
        {
            if (region.Take(bytes) is { } extent)
            {
                if (MemoryRegion.IsLarge(bytes))
                {
                    _pace.Begin(bytes);
                }

                return new(this, region, extent, bytes);
            }
        }

        return null;
    }
}

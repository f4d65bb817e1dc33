namespace OssTransfer.Transfer.Memory;

/// <summary>A piece of the budget. Dispose it once, when nothing reads or writes it any more.</summary>
public sealed class RentedMemory : IDisposable
{
    private readonly MemoryBudget _budget;
    private int _returned;

    internal RentedMemory(MemoryBudget budget, MemoryRegion region, MemoryExtent extent, int bytes)
    {
        _budget = budget;
        Region = region;
        Extent = extent;
        Memory = region.Array.AsMemory(extent.Offset, bytes);
    }

    /// <summary>The bytes, exactly as many as asked for; whatever was there before is still in them.</summary>
    public Memory<byte> Memory { get; }

    internal MemoryRegion Region { get; }

    internal MemoryExtent Extent { get; }

    internal bool IsLarge => MemoryRegion.IsLarge(Memory.Length);

    /// <summary>Guarded by the budget's lock.</summary>
    internal bool IsFilled { get; set; }

    /// <summary>It holds what was read: from now on it is being sent. May be left out, and repeated.</summary>
    public void MarkFilled()
    {
        if (IsLarge)
        {
            _budget.MarkFilled(this);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _returned, 1) == 0)
        {
            _budget.Return(this);
        }
    }
}

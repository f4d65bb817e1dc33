namespace OssTransfer.Transfer.Memory;

/// <summary>
/// One array and what of it is free, as extents in order of their place. Small pieces are taken from the front and large ones from the back,
/// so that small ones don't tear holes where a part must fit. Not safe for many threads: the budget's lock guards it.
/// </summary>
internal sealed class MemoryRegion(int bytes)
{
    private const int GranuleBytes = 16 << 10;
    private const int LargeBytes = 1 << 20;

    private readonly List<MemoryExtent> _free = [new(0, bytes)];
    private byte[]? _array;

    public int Bytes => bytes;

    /// <summary>Pinned, so that hashing and sockets need not; uninitialised, so that untouched pages cost nothing.</summary>
    public byte[] Array => _array ??= GC.AllocateUninitializedArray<byte>(bytes, pinned: true);

    /// <summary>Whether so many bytes are taken from the back.</summary>
    public static bool IsLarge(int wanted) => wanted >= LargeBytes;

    public MemoryExtent? Take(int wanted)
    {
        var size = (int)Math.Min(bytes, Math.Max(1, ((long)wanted + GranuleBytes - 1) / GranuleBytes) * GranuleBytes);
        return IsLarge(wanted) ? TakeBack(size) : TakeFront(size);
    }

    public void Free(MemoryExtent extent)
    {
        var i = _free.FindIndex(f => f.Offset > extent.Offset);
        i = i < 0 ? _free.Count : i;
        if (i < _free.Count && _free[i].Offset == extent.End)
        {
            extent = new(extent.Offset, extent.Bytes + _free[i].Bytes);
            _free.RemoveAt(i);
        }

        if (i > 0 && _free[i - 1].End == extent.Offset)
        {
            _free[i - 1] = new(_free[i - 1].Offset, _free[i - 1].Bytes + extent.Bytes);
            return;
        }

        _free.Insert(i, extent);
    }

    private MemoryExtent? TakeFront(int size)
    {
        for (var i = 0; i < _free.Count; i++)
        {
            if (_free[i].Bytes >= size)
            {
                var taken = new MemoryExtent(_free[i].Offset, size);
                Shrink(i, new(taken.End, _free[i].Bytes - size));
                return taken;
            }
        }

        return null;
    }

    private MemoryExtent? TakeBack(int size)
    {
        for (var i = _free.Count - 1; i >= 0; i--)
        {
            if (_free[i].Bytes >= size)
            {
                var taken = new MemoryExtent(_free[i].End - size, size);
                Shrink(i, new(_free[i].Offset, _free[i].Bytes - size));
                return taken;
            }
        }

        return null;
    }

    private void Shrink(int index, MemoryExtent rest)
    {
        if (rest.Bytes == 0)
        {
            _free.RemoveAt(index);
        }
        else
        {
            _free[index] = rest;
        }
    }
}

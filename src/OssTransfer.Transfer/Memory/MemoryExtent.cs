namespace OssTransfer.Transfer.Memory;

/// <summary>A slice of a region.</summary>
internal readonly record struct MemoryExtent(int Offset, int Bytes)
{
    public int End => Offset + Bytes;
}

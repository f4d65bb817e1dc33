namespace OssTransfer.Storage;

/// <summary>A slice of an object.</summary>
/// <param name="Offset">First byte, from 0.</param>
/// <param name="Length">Bytes, at least 1.</param>
public readonly record struct ByteRange(long Offset, long Length)
{
    /// <summary>One past the last byte.</summary>
    public long End => Offset + Length;
}

using System.Buffers.Binary;
using OssTransfer.Storage;

namespace OssTransfer.Transfer.Hashing;

/// <summary>A slice's CRC-64/XZ or CRC-32 and length: with those of the slices around it, the CRC of the whole.</summary>
/// <param name="Crc">Of the slice alone.</param>
/// <param name="Bytes">Its length.</param>
internal readonly record struct CrcPiece(ulong Crc, long Bytes)
{
    /// <summary>Of slices in their order, one after the other.</summary>
    public static ulong Combine(IEnumerable<CrcPiece> slices) =>
        slices.Aggregate(Crc64Xz.Empty, static (crc, slice) => Crc64Xz.Combine(crc, slice.Crc, slice.Bytes));

    /// <summary>The same of CRC-32s.</summary>
    public static uint Combine32(IEnumerable<CrcPiece> slices) =>
        slices.Aggregate(0U, static (crc, slice) => Crc32Zlib.Combine(crc, (uint)slice.Crc, slice.Bytes));

    /// <summary>As it is stored: both numbers, most significant byte first.</summary>
    public DigestPiece ToPiece(DigestKind kind = DigestKind.Crc64)
    {
        var bytes = new byte[sizeof(ulong) + sizeof(long)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Crc);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(sizeof(ulong)), Bytes);
        return new(kind, bytes);
    }

    /// <summary>What <see cref="ToPiece"/> stored.</summary>
    public static CrcPiece Of(ReadOnlySpan<byte> value) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(value), BinaryPrimitives.ReadInt64BigEndian(value[sizeof(ulong)..]));
}

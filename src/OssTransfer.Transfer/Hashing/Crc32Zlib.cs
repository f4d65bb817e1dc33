using System.Buffers.Binary;
using System.IO.Hashing;

namespace OssTransfer.Transfer.Hashing;

/// <summary>CRC-32 as zlib makes it, which BOS publishes.</summary>
internal static class Crc32Zlib
{
    private const uint Polynomial = 0xEDB88320;
    private const uint One = 1U << 31;
    private const uint XTo8 = One >> 8;

    /// <summary>The four bytes, most significant first.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> content) => ToBytes(Crc32.HashToUInt32(content));

    /// <summary>As it is published, most significant byte first.</summary>
    public static byte[] ToBytes(uint crc)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, crc);
        return bytes;
    }

    /// <summary>The CRC of two contents one after the other, without their bytes: the first is multiplied by x to the number of bits that follow it.</summary>
    public static uint Combine(uint first, uint second, long secondBytes)
    {
        var power = One;
        for (var square = XTo8; secondBytes > 0; secondBytes >>= 1, square = Multiply(square, square))
        {
            power = (secondBytes & 1) == 1 ? Multiply(power, square) : power;
        }

        return Multiply(power, first) ^ second;
    }

    /// <summary>Modulo the polynomial; the highest bit is the coefficient of x to the 0.</summary>
    private static uint Multiply(uint left, uint right)
    {
        var product = 0U;
        for (; left != 0; left <<= 1)
        {
            product ^= (left & One) != 0 ? right : 0;
            right = (right & 1) != 0 ? (right >> 1) ^ Polynomial : right >> 1;
        }

        return product;
    }
}

using System.Buffers.Binary;

namespace OssTransfer.Transfer.Hashing;

/// <summary>CRC-64/XZ (ECMA-182, reflected), which OSS, COS and BOS publish; eight bytes a step by eight tables.</summary>
internal static class Crc64Xz
{
    private const ulong Polynomial = 0xC96C5795D7870F42;
    private const int Slices = 8;
    private const ulong One = 1UL << 63;
    private const ulong XTo8 = One >> 8;
    private static readonly ulong[] Tables = Build();

    /// <summary>The CRC of no bytes.</summary>
    public const ulong Empty = 0;

    /// <summary>The eight bytes, most significant first.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> content) => ToBytes(Append(Empty, content));

    /// <summary>As it is published, most significant byte first.</summary>
    public static byte[] ToBytes(ulong crc)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, crc);
        return bytes;
    }

    /// <summary>The CRC of what <paramref name="crc"/> is of, followed by this content.</summary>
    public static ulong Append(ulong crc, ReadOnlySpan<byte> content)
    {
        crc = ~crc;
        var tables = Tables;
        for (; content.Length >= Slices; content = content[Slices..])
        {
            crc ^= BinaryPrimitives.ReadUInt64LittleEndian(content);
            var next = 0UL;
            for (var slice = 0; slice < Slices; slice++)
            {
                next ^= tables[((Slices - 1 - slice) * 256) + (int)((crc >> (slice * 8)) & 0xff)];
            }

            crc = next;
        }

        foreach (var one in content)
        {
            crc = tables[(int)((crc ^ one) & 0xff)] ^ (crc >> 8);
        }

        return ~crc;
    }

    /// <summary>The CRC of two contents one after the other, without their bytes: the first is multiplied by x to the number of bits that follow it.</summary>
    public static ulong Combine(ulong first, ulong second, long secondBytes)
    {
        var power = One;
        for (var square = XTo8; secondBytes > 0; secondBytes >>= 1, square = Multiply(square, square))
        {
            power = (secondBytes & 1) == 1 ? Multiply(power, square) : power;
        }

        return Multiply(power, first) ^ second;
    }

    /// <summary>Modulo the polynomial; the highest bit is the coefficient of x to the 0.</summary>
    private static ulong Multiply(ulong left, ulong right)
    {
        var product = 0UL;
        for (; left != 0; left <<= 1)
        {
            product ^= (left & One) != 0 ? right : 0;
            right = (right & 1) != 0 ? (right >> 1) ^ Polynomial : right >> 1;
        }

        return product;
    }

    private static ulong[] Build()
    {
        var tables = new ulong[Slices * 256];
        for (var value = 0; value < 256; value++)
        {
            var crc = (ulong)value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ Polynomial : crc >> 1;
            }

            tables[value] = crc;
        }

        for (var i = 256; i < tables.Length; i++)
        {
            tables[i] = tables[(int)(tables[i - 256] & 0xff)] ^ (tables[i - 256] >> 8);
        }

        return tables;
    }
}

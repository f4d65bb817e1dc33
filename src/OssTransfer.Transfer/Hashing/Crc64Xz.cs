using System.Buffers.Binary;

namespace OssTransfer.Transfer.Hashing;

/// <summary>CRC-64/XZ (ECMA-182, reflected), which OSS, COS and BOS publish; eight bytes a step by eight tables.</summary>
internal static class Crc64Xz
{
    private const ulong Polynomial = 0xC96C5795D7870F42;
    private const int Slices = 8;
    private static readonly ulong[] Tables = Build();

    /// <summary>The eight bytes, most significant first.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> content)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ~Update(ulong.MaxValue, content));
        return bytes;
    }

    private static ulong Update(ulong crc, ReadOnlySpan<byte> content)
    {
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

        return crc;
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

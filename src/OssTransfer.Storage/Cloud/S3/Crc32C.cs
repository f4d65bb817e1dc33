using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>CRC-32C (Castagnoli) as S3 takes it with a body.</summary>
internal static class Crc32C
{
    public const string HeaderName = "x-amz-checksum-crc32c";

    /// <summary>The header's value; null for a body that isn't in memory.</summary>
    public static string? HeaderOf(ReadOnlyMemory<byte>? body)
    {
        if (body is not { } content)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Hash(content.Span));
        return Convert.ToBase64String(bytes);
    }

    private static uint Hash(ReadOnlySpan<byte> content)
    {
        var crc = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(content);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        }

        foreach (var rest in content[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return ~crc;
    }
}

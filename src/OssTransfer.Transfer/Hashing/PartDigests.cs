using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OssTransfer.Transfer.Hashing;

/// <summary>The digest of an object that went in parts: the MD5 of the parts' MD5s, as S3's composite ETag.</summary>
internal static class PartDigests
{
    public const int Md5Bytes = 16;

    /// <summary>In the order of the parts.</summary>
    public static UInt128 Combine(IEnumerable<UInt128> md5s)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        Span<byte> bytes = stackalloc byte[Md5Bytes];
        foreach (var md5 in md5s)
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes, md5);
            hash.AppendData(bytes);
        }

        return BinaryPrimitives.ReadUInt128BigEndian(hash.GetHashAndReset());
    }

    /// <summary>The 16 bytes as Content-MD5 takes them.</summary>
    public static byte[] ToBytes(UInt128 md5)
    {
        var bytes = new byte[Md5Bytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, md5);
        return bytes;
    }
}

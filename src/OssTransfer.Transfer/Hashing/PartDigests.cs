using System.Security.Cryptography;

namespace OssTransfer.Transfer.Hashing;

/// <summary>The digest of an object that went in parts: the MD5 of the parts' MD5s, as S3's composite ETag.</summary>
internal static class PartDigests
{
    /// <summary>In the order of the parts.</summary>
    public static Hash128 Combine(IEnumerable<Hash128> md5s)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        Span<byte> bytes = stackalloc byte[Hash128.Size];
        foreach (var md5 in md5s)
        {
            md5.Write(bytes);
            hash.AppendData(bytes);
        }

        return Hash128.Read(hash.GetHashAndReset());
    }
}

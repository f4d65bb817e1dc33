using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace OssTransfer.Transfer.Hashing;

/// <summary>Kodo's etag of an object: SHA-1 of its 4 MiB blocks, or of their SHA-1s, with a byte in front that tells which.</summary>
[SuppressMessage("Security", "CA5350", Justification = "the vendor's formula")]
internal static class Qetag
{
    private const int BlockBytes = 4 << 20;
    private const byte OneBlock = 0x16;
    private const byte ManyBlocks = 0x96;

    /// <summary>The 21 bytes.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> content)
    {
        var etag = new byte[1 + SHA1.HashSizeInBytes];
        if (content.Length <= BlockBytes)
        {
            etag[0] = OneBlock;
            SHA1.HashData(content, etag.AsSpan(1));
            return etag;
        }

        using var blocks = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        Span<byte> block = stackalloc byte[SHA1.HashSizeInBytes];
        for (; content.Length > 0; content = content[Math.Min(BlockBytes, content.Length)..])
        {
            SHA1.HashData(content[..Math.Min(BlockBytes, content.Length)], block);
            blocks.AppendData(block);
        }

        etag[0] = ManyBlocks;
        blocks.GetHashAndReset(etag.AsSpan(1));
        return etag;
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace OssTransfer.Transfer.Hashing;

/// <summary>Kodo's etag of an object: SHA-1 of its 4 MiB blocks, or of their SHA-1s, with a byte in front that says which.</summary>
[SuppressMessage("Security", "CA5350", Justification = "the vendor's formula")]
internal static class Qetag
{
    public const int BlockBytes = 4 << 20;
    private const byte OneBlock = 0x16;
    private const byte ManyBlocks = 0x96;

    /// <summary>The 21 bytes.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> content)
    {
        using var blocks = new QetagBlocks();
        blocks.Append(content);
        return OfBlocks(blocks.Finish());
    }

    /// <summary>The 21 bytes, of the SHA-1s of all blocks one after the other; none for an empty object.</summary>
    public static byte[] OfBlocks(ReadOnlySpan<byte> sha1s)
    {
        var etag = new byte[1 + SHA1.HashSizeInBytes];
        switch (sha1s.Length / SHA1.HashSizeInBytes)
        {
            case 0:
                etag[0] = OneBlock;
                SHA1.HashData([], etag.AsSpan(1));
                break;
            case 1:
                etag[0] = OneBlock;
                sha1s.CopyTo(etag.AsSpan(1));
                break;
            default:
                etag[0] = ManyBlocks;
                SHA1.HashData(sha1s, etag.AsSpan(1));
                break;
        }

        return etag;
    }
}

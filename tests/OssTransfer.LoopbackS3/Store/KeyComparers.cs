using System.Security.Cryptography;
using System.Text;

namespace OssTransfer.LoopbackS3.Store;

/// <summary>The orders in which keys may be listed.</summary>
internal static class KeyComparers
{
    /// <summary>The order's comparison; null: byte order, which needs none.</summary>
    public static IComparer<byte[]>? Of(ListingOrder order) => order switch
    {
        ListingOrder.Directories => Comparer<byte[]>.Create(static (a, b) => Replaced(a).AsSpan().SequenceCompareTo(Replaced(b))),
        ListingOrder.Utf16 => Comparer<byte[]>.Create(static (a, b) => string.CompareOrdinal(Encoding.UTF8.GetString(a), Encoding.UTF8.GetString(b))),
        ListingOrder.Hashed => Comparer<byte[]>.Create(static (a, b) => MD5.HashData(a).AsSpan().SequenceCompareTo(MD5.HashData(b))),
        _ => null,
    };

    private static byte[] Replaced(byte[] key) => [.. key.Select(one => one == (byte)'/' ? byte.MinValue : one)];
}

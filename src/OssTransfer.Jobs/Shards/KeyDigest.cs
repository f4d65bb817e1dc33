using System.IO.Hashing;
using OssTransfer.Storage;
using OssTransfer.Transfer.Hashing;

namespace OssTransfer.Jobs.Shards;

/// <summary>
/// A multiset of keys in 128 bits: the sum of their hashes. Two multisets with the same digest and count are the same for all that matters,
/// in whatever order and grouping their keys were added.
/// </summary>
public readonly record struct KeyDigest(Hash128 Sum)
{
    /// <summary>With one key more.</summary>
    public KeyDigest Add(ObjectKey key)
    {
        Span<byte> hash = stackalloc byte[Hash128.Size];
        XxHash128.Hash(key.Bytes, hash);
        return new(Sum + Hash128.Read(hash));
    }

    /// <summary>Both together.</summary>
    public static KeyDigest operator +(KeyDigest left, KeyDigest right) => new(left.Sum + right.Sum);

    /// <summary>Both together.</summary>
    public static KeyDigest Add(KeyDigest left, KeyDigest right) => left + right;
}

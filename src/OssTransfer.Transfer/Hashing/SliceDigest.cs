namespace OssTransfer.Transfer.Hashing;

/// <summary>What a slice hashed to.</summary>
/// <param name="Md5">Most significant byte first.</param>
/// <param name="Shares">Of the digests that the source publishes of the whole.</param>
internal sealed record SliceDigest(Hash128 Md5, IReadOnlyList<DigestShare> Shares);

namespace OssTransfer.Transfer.Hashing;

/// <summary>What a slice hashed to.</summary>
/// <param name="Md5">Most significant byte first.</param>
/// <param name="DigestPieces">What the slice adds to the digests that the source publishes of the whole.</param>
internal sealed record SliceDigest(Hash128 Md5, IReadOnlyList<DigestPiece> DigestPieces);

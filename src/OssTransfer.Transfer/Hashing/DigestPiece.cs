using OssTransfer.Storage;

namespace OssTransfer.Transfer.Hashing;

/// <summary>What one part adds to a digest of the whole object.</summary>
/// <param name="Kind">Of which digest.</param>
/// <param name="Value">For <see cref="DigestKind.Qetag"/> the SHA-1s of the part's blocks of 4 MiB, one after the other; for <see cref="DigestKind.Crc64"/> and
/// <see cref="DigestKind.Crc32"/> the part's CRC and its length, eight bytes each, most significant first.</param>
public sealed record DigestPiece(DigestKind Kind, ReadOnlyMemory<byte> Value);

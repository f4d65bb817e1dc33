using System.Security.Cryptography;
using OssTransfer.Storage;

namespace OssTransfer.Transfer.Hashing;

/// <summary>Hashes a slice of an object while it goes by: its MD5, and its pieces of the digests that the source publishes of the whole.</summary>
internal sealed class SliceHasher(IReadOnlyList<PublishedDigest> published) : IDisposable
{
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly PieceHasher _pieces = new(published);

    public void Append(ReadOnlySpan<byte> content)
    {
        _md5.AppendData(content);
        _pieces.Append(content);
    }

    public SliceDigest Finish() => new(Hash128.Read(_md5.GetHashAndReset()), _pieces.Finish());

    /// <summary>The same pieces of a slice that lies in memory.</summary>
    public static IReadOnlyList<DigestPiece> PiecesOf(IReadOnlyList<PublishedDigest> published, ReadOnlySpan<byte> content)
    {
        using var pieces = new PieceHasher(published);
        pieces.Append(content);
        return pieces.Finish();
    }

    public void Dispose()
    {
        _md5.Dispose();
        _pieces.Dispose();
    }
}

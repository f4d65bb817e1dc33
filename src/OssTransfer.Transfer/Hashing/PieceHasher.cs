using System.IO.Hashing;
using OssTransfer.Storage;

namespace OssTransfer.Transfer.Hashing;

/// <summary>
/// What a slice adds to the digests that the source publishes of the whole object, made while it goes by; nothing for digests that can't be made so.
/// </summary>
internal sealed class PieceHasher(IReadOnlyList<PublishedDigest> published) : IDisposable
{
    private readonly QetagBlocks? _blocks = Has(published, DigestKind.Qetag) ? new() : null;
    private readonly bool _hasCrc = Has(published, DigestKind.Crc64);
    private readonly Crc32? _crc32 = Has(published, DigestKind.Crc32) ? new() : null;
    private ulong _crc = Crc64Xz.Empty;
    private long _length;

    public void Append(ReadOnlySpan<byte> content)
    {
        _blocks?.Append(content);
        _crc = _hasCrc ? Crc64Xz.Append(_crc, content) : _crc;
        _crc32?.Append(content);
        _length += content.Length;
    }

    public IReadOnlyList<DigestPiece> Finish()
    {
        var pieces = new List<DigestPiece>();
        if (_blocks is not null)
        {
            pieces.Add(new(DigestKind.Qetag, _blocks.Finish()));
        }

        if (_hasCrc)
        {
            pieces.Add(new CrcPiece(_crc, _length).ToPiece());
        }

        if (_crc32 is not null)
        {
            pieces.Add(new CrcPiece(_crc32.GetCurrentHashAsUInt32(), _length).ToPiece(DigestKind.Crc32));
        }

        return pieces;
    }

    public void Dispose() => _blocks?.Dispose();

    private static bool Has(IReadOnlyList<PublishedDigest> published, DigestKind kind)
    {
        for (var i = 0; i < published.Count; i++)
        {
            if (published[i].Kind == kind)
            {
                return true;
            }
        }

        return false;
    }
}

using OssTransfer.Storage;
using OssTransfer.Transfer.Hashing;
using OssTransfer.Transfer.Memory;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer.Content;

/// <summary>An object, or a slice of one, that lies whole in memory.</summary>
internal sealed class BufferedContent : ObjectContent
{
    private readonly RentedMemory _rented;
    private readonly BufferedBody _body;

    public BufferedContent(RentedMemory rented, ObjectInfo info, Hash128 md5)
    {
        _rented = rented;
        _body = new(rented.Memory);
        Info = info;
        Md5 = md5;
    }

    public override ObjectInfo Info { get; }

    public override SentBody Body => _body;

    /// <summary>Of the bytes in memory.</summary>
    public Hash128 Md5 { get; }

    /// <summary>What the bytes add to the digests that the source publishes of the whole object.</summary>
    public SliceDigest DigestFor(IReadOnlyList<PublishedDigest> published) => new(Md5, SliceHasher.PiecesOf(published, _rented.Memory.Span));

    public override ContentDigest? Digest => new ContentDigest(Md5, 1, 0);

    public override SourceProof Proof => PublishedDigests.Check(Info.Digests, new(Md5, 1, 0), _rented.Memory.Span);

    public override void Dispose() => _rented.Dispose();
}

using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer.Content;

/// <summary>An object that is read while it is sent, and again for every repetition.</summary>
internal sealed class StreamedContent : ObjectContent
{
    private readonly StreamedBody _body;

    public StreamedContent(ContentReader reader, IObjectReader source, ReadRequest request, SourceVersion version, long size, ObjectInfo info)
    {
        Info = info;
        _body = new(reader, source, new(request, version, size) { Published = info.Digests });
    }

    public override ObjectInfo Info { get; }

    public override SentBody Body => _body;

    public override ContentDigest? Digest => _body.Digest is { } digest ? new ContentDigest(digest.Md5, 1, 0) : null;

    public override SourceProof Proof => Digest is { } digest
        ? PublishedDigests.Check(Info.Digests, digest, [_body.Digest!.DigestPieces])
        : SourceProof.Unproven;

    public override void Dispose()
    {
    }
}

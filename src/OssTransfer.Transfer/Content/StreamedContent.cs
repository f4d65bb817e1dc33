using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer.Content;

/// <summary>An object that is read while it is sent, and again for every repetition.</summary>
internal sealed class StreamedContent : ObjectContent
{
    private readonly StreamedBody _body;

    public StreamedContent(ContentReader reader, IObjectReader source, ReadRequest request, SourceVersion version, ObjectInfo info)
    {
        Info = info;
        _body = new(reader, source, request, version, version.Size);
    }

    public override ObjectInfo Info { get; }

    public override SentBody Body => _body;

    public override ContentDigest? Digest => _body.Md5 is { } md5 ? new ContentDigest(md5, 1, 0) : null;

    public override SourceProof Proof => Digest is { } digest ? PublishedDigests.Check(Info.Digests, digest) : SourceProof.Unproven;

    public override void Dispose()
    {
    }
}

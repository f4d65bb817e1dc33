using OssTransfer.Storage;
using OssTransfer.Transfer.Hashing;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Verification;

/// <summary>Compares what was read with the digests that the source publishes.</summary>
internal static class PublishedDigests
{
    /// <summary>With the content at hand every kind of digest can be compared.</summary>
    public static SourceProof Check(IReadOnlyList<PublishedDigest> published, ContentDigest read, ReadOnlySpan<byte> content)
    {
        var proof = SourceProof.Unproven;
        foreach (var digest in published)
        {
            bool? equal = digest.Kind switch
            {
                DigestKind.Crc64 => digest.Value.Span.SequenceEqual(Crc64Xz.Hash(content)),
                DigestKind.Crc32 => digest.Value.Span.SequenceEqual(Crc32Zlib.Hash(content)),
                DigestKind.Qetag => digest.Value.Span.SequenceEqual(Qetag.Hash(content)),
                _ => IsEqual(digest, read),
            };
            if (equal == false)
            {
                return SourceProof.Damaged;
            }

            proof = equal == true ? SourceProof.Proven : proof;
        }

        return proof;
    }

    /// <summary>With digests alone, of content that went by.</summary>
    /// <param name="published">What the source says.</param>
    /// <param name="read">Of all of it.</param>
    /// <param name="pieces">What each part adds to the published digests, in the order of the parts.</param>
    public static SourceProof Check(
        IReadOnlyList<PublishedDigest> published, ContentDigest read, IReadOnlyCollection<IReadOnlyList<DigestPiece>> pieces)
    {
        var answers = published.Select(digest => IsEqual(digest, read) ?? IsEqual(digest, read, pieces)).ToList();
        return answers.Contains(false) ? SourceProof.Damaged : answers.Contains(true) ? SourceProof.Proven : SourceProof.Unproven;
    }

    private static bool? IsEqual(PublishedDigest published, ContentDigest read) => published.Kind switch
    {
        DigestKind.Md5 when read.Parts == 1 => Value(published) == read.Hash,

        // Of parts of unknown size: only equality says something, except where it is one part.
        DigestKind.Md5OfParts when read.Parts > 1 && published.Parts == read.Parts => Value(published) == read.Hash ? true : null,
        DigestKind.Md5OfParts when read.Parts == 1 && published.Parts == 1 => Value(published) == PartDigests.Combine([read.Hash]),
        _ => null,
    };

    /// <summary>Null where a part has no piece in this digest, as those that an older version moved, or a block lies in two parts.</summary>
    private static bool? IsEqual(PublishedDigest published, ContentDigest read, IReadOnlyCollection<IReadOnlyList<DigestPiece>> parts)
    {
        var pieces = parts.Select(part => part.FirstOrDefault(piece => piece.Kind == published.Kind)?.Value).ToList();
        return pieces.Contains(null) ? null : published.Kind switch
        {
            DigestKind.Crc64 => published.Value.Span.SequenceEqual(Crc64Xz.ToBytes(CrcPiece.Combine(pieces.Select(piece => CrcPiece.Of(piece!.Value.Span))))),
            DigestKind.Crc32 =>
                published.Value.Span.SequenceEqual(Crc32Zlib.ToBytes(CrcPiece.Combine32(pieces.Select(piece => CrcPiece.Of(piece!.Value.Span))))),
            DigestKind.Qetag when read.PartBytes % Qetag.BlockBytes == 0 =>
                published.Value.Span.SequenceEqual(Qetag.OfBlocks([.. pieces.SelectMany(piece => piece!.Value.ToArray())])),
            _ => null,
        };
    }

    private static Hash128 Value(PublishedDigest published) => Hash128.Read(published.Value.Span);
}

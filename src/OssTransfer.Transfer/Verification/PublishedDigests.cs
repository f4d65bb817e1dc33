using System.Buffers.Binary;
using OssTransfer.Storage;
using OssTransfer.Transfer.Hashing;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Verification;

/// <summary>Holds what was read against the digests that the source publishes.</summary>
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

    /// <summary>With the digest alone, of content that went by.</summary>
    public static SourceProof Check(IReadOnlyList<PublishedDigest> published, ContentDigest read)
    {
        var answers = published.Select(digest => IsEqual(digest, read)).ToList();
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

    private static UInt128 Value(PublishedDigest published) => BinaryPrimitives.ReadUInt128BigEndian(published.Value.Span);
}

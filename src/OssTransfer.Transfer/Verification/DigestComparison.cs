using OssTransfer.Storage;
using OssTransfer.Transfer.Hashing;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Verification;

/// <summary>What the digests say that both sides publish of an object. Pure.</summary>
/// <param name="Kind">The answer.</param>
/// <param name="Proof">What proves that they are equal; <see cref="ProofKind.None"/> otherwise.</param>
/// <param name="Values">Both values, for people; null unless they differ.</param>
internal readonly record struct DigestComparison(ComparisonKind Kind, ProofKind Proof, string? Values)
{
    private static readonly DigestComparison Unknown = new(ComparisonKind.Unknown, ProofKind.None, null);

    /// <summary>Compares every kind that both publish: one that differs outweighs all that are equal.</summary>
    public static DigestComparison Of(IReadOnlyList<PublishedDigest> source, IReadOnlyList<PublishedDigest> destination)
    {
        var answers = source.SelectMany(one => destination.Where(other => other.Kind == one.Kind).Select(other => Of(one, other))).ToList();
        return answers.Find(answer => answer.Kind == ComparisonKind.Differs) is { Kind: ComparisonKind.Differs } differs ? differs
            : answers.Where(answer => answer.Kind == ComparisonKind.Equal).OrderBy(answer => answer.Proof == ProofKind.Checksum).FirstOrDefault(Unknown);
    }

    /// <summary>The MD5 of the whole content that is published; null where none is.</summary>
    public static ContentDigest? Md5Of(IReadOnlyList<PublishedDigest> published) =>
        published.FirstOrDefault(digest => digest.Kind == DigestKind.Md5) is { } md5 ? ContentDigest.Whole(md5.Value.Span) : null;

    /// <summary>The digest in MD5s that is published, of the whole or of parts of unknown size; null where none is.</summary>
    public static ContentDigest? AnyMd5Of(IReadOnlyList<PublishedDigest> published) =>
        Md5Of(published) ?? (published.FirstOrDefault(digest => digest.Kind == DigestKind.Md5OfParts) is { } parts
            ? new(Hash128.Read(parts.Value.Span), Math.Max(1, parts.Parts), 0)
            : null);

    private static DigestComparison Of(PublishedDigest source, PublishedDigest destination)
    {
        var isSame = source.Value.Span.SequenceEqual(destination.Value.Span) && source.Parts == destination.Parts;
        return source.Kind switch
        {
            // Of parts of unknown size: other parts give another digest of the same content.
            DigestKind.Md5OfParts => isSame ? new(ComparisonKind.Equal, ProofKind.Md5Parts, null) : Unknown,
            DigestKind.Md5 when isSame => new(ComparisonKind.Equal, ProofKind.Md5, null),
            _ when isSame => new(ComparisonKind.Equal, ProofKind.Checksum, null),
            _ => new(ComparisonKind.Differs, ProofKind.None, $"{NameOf(source.Kind)} {Text(source)} at the source, {Text(destination)} at the destination"),
        };
    }

    private static string NameOf(DigestKind kind) => kind switch
    {
        DigestKind.Md5 => "MD5",
        DigestKind.Crc64 => "CRC-64",
        DigestKind.Crc32 => "CRC-32",
        _ => "hash",
    };

    private static string Text(PublishedDigest digest) => Convert.ToHexStringLower(digest.Value.Span);
}

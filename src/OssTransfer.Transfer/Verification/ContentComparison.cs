using System.Buffers;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Verification;

/// <summary>The answer to whether two objects have the same content, and what proves it.</summary>
/// <param name="Kind">The answer.</param>
/// <param name="Proof">What proves that they are equal; <see cref="ProofKind.None"/> otherwise.</param>
public readonly record struct ContentComparison(ComparisonKind Kind, ProofKind Proof)
{
    private const int Md5HexDigits = 32;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    internal static readonly ContentComparison Unknown = new(ComparisonKind.Unknown, ProofKind.None);
    private static readonly ContentComparison Differs = new(ComparisonKind.Differs, ProofKind.None);

    /// <summary>Compares by what listings, and our own record of an earlier run, say. Times never decide.</summary>
    public static ContentComparison Of(ContentFacts source, ContentFacts destination, RecordedContent? recorded = null)
    {
        if (source.Size is not null && destination.Size is not null && source.Size != destination.Size)
        {
            return Differs;
        }

        if (source.Size == 0 && destination.Size == 0)
        {
            return new(ComparisonKind.Equal, ProofKind.Head);
        }

        return ByRecord(source, destination, recorded) ?? ByETags(source, destination);
    }

    /// <summary>Compares the digest of what was read with what the destination's ETag says.</summary>
    public static ContentComparison OfDigest(ContentDigest read, long? size, ContentFacts destination)
    {
        if (size is not null && destination.Size is not null && destination.Size != size)
        {
            return Differs;
        }

        return destination.ETag switch
        {
            { } etag when read.IsETag(etag) && Speaks(destination, read.Parts) =>
                new(ComparisonKind.Equal, read.Parts == 1 ? ProofKind.Md5 : ProofKind.Md5Parts),
            { } etag when read.Parts == 1 && IsMd5(etag) && destination.Traits.ETag == ETagMeaning.Md5 => Differs,
            _ => Unknown,
        };
    }

    /// <summary>32 hex digits, in either case.</summary>
    internal static bool IsMd5(string? etag) => etag is { Length: Md5HexDigits } && !etag.AsSpan().ContainsAnyExcept(HexDigits);

    internal static bool Same(string? left, string? right) => left is not null && string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static ContentComparison? ByRecord(ContentFacts source, ContentFacts destination, RecordedContent? recorded)
    {
        if (recorded is null || !Same(source.ETag, recorded.SourceETag))
        {
            return null;
        }

        if (recorded.Proof is not (ProofKind.None or ProofKind.Size) && Same(destination.ETag, recorded.DestinationETag))
        {
            return new(ComparisonKind.Equal, recorded.Proof);
        }

        // Sent, but the answer never came: the digest that went out speaks for it.
        return recorded.Digest is { } digest && OfDigest(digest, source.Size, destination) is { Kind: ComparisonKind.Equal } equal ? equal : null;
    }

    private static ContentComparison ByETags(ContentFacts source, ContentFacts destination)
    {
        if (source.Traits.ETag != ETagMeaning.Md5 || destination.Traits.ETag != ETagMeaning.Md5)
        {
            return Unknown;
        }

        if (IsMd5(source.ETag) && IsMd5(destination.ETag))
        {
            return Same(source.ETag, destination.ETag) ? new(ComparisonKind.Equal, ProofKind.Md5) : Differs;
        }

        // Composites that differ may still be cut at other places.
        var composites = source.Traits.MultipartETagIsComposite && destination.Traits.MultipartETagIsComposite && source.ETag?.Contains('-') == true;
        return composites && Same(source.ETag, destination.ETag) ? new(ComparisonKind.Equal, ProofKind.Md5Parts) : Unknown;
    }

    private static bool Speaks(ContentFacts destination, int parts) =>
        destination.Traits.ETag == ETagMeaning.Md5 && (parts == 1 || destination.Traits.MultipartETagIsComposite);
}

using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Verification;

/// <summary>Whether an object that is there already counts as equal, by the job's choice. Pure.</summary>
public static class CompareRule
{
    private static readonly ContentComparison SameSize = new(ComparisonKind.Equal, ProofKind.Size);

    /// <summary>The rule. What digests prove to differ differs under each policy that looks at content or time.</summary>
    /// <param name="policy">The job's choice.</param>
    /// <param name="source">What the source says.</param>
    /// <param name="destination">What the destination says.</param>
    /// <param name="recorded">What is remembered of the last write; null: nothing.</param>
    /// <param name="clockDifference">The destination's clock less the source's; null where unknown, and then no time counts.</param>
    public static ContentComparison Of(
        ComparePolicy policy, ContentFacts source, ContentFacts destination, RecordedContent? recorded = null, TimeSpan? clockDifference = null)
    {
        var content = ContentComparison.Of(source, destination, recorded);
        return policy switch
        {
            ComparePolicy.Size when content.Kind != ComparisonKind.Equal && HaveOneSize(source, destination) => SameSize,
            ComparePolicy.Time when content.Kind == ComparisonKind.Unknown && HaveOneSize(source, destination) =>
                ByTime(source, destination, recorded, clockDifference),
            ComparePolicy.Digest when content.Kind == ComparisonKind.Equal && !IsByDigest(source, destination) => ContentComparison.Unknown,
            _ => content,
        };
    }

    /// <summary>What was read for a write that still stands is known to the tick: only where there is none does it count which side is newer.</summary>
    private static ContentComparison ByTime(ContentFacts source, ContentFacts destination, RecordedContent? recorded, TimeSpan? clockDifference) =>
        recorded is { Proof: not ProofKind.None } && ContentComparison.Same(destination.ETag, recorded.DestinationETag)
            ? source.LastModified is not null && source.LastModified == recorded.SourceModified ? new(ComparisonKind.Equal, recorded.Proof)
                : ContentComparison.Unknown
            : destination.LastModified - clockDifference >= source.LastModified ? SameSize : ContentComparison.Unknown;

    private static bool IsByDigest(ContentFacts source, ContentFacts destination) =>
        (source.Size == 0 && destination.Size == 0) || (source.Traits.ETag == ETagMeaning.Md5 && destination.Traits.ETag == ETagMeaning.Md5);

    private static bool HaveOneSize(ContentFacts source, ContentFacts destination) => source.Size is not null && source.Size == destination.Size;
}

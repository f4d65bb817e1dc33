namespace OssTransfer.Transfer.Outcomes;

/// <summary>What the catalogue remembers of the last write of a key.</summary>
/// <param name="SourceETag">The source's validator of what was read.</param>
/// <param name="DestinationETag">The destination's validator afterwards; null where unknown.</param>
/// <param name="Digest">Of what was sent; null where nothing was.</param>
/// <param name="Proof">What proved it then; <see cref="ProofKind.None"/> where nothing did.</param>
public sealed record RecordedContent(string? SourceETag, string? DestinationETag, ContentDigest? Digest, ProofKind Proof)
{
    /// <summary>When the source said that what was read was changed last; null where it didn't.</summary>
    public DateTimeOffset? SourceModified { get; init; }
}

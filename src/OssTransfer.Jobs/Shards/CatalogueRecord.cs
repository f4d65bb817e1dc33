using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Shards;

/// <summary>What a job remembers of one object: the latest recorded write, whoever's run it was.</summary>
/// <param name="Key">The key below source and destination prefix.</param>
/// <param name="Source">What was read when it was written.</param>
/// <param name="DestinationETag">The destination's ETag after the write; null where none came back.</param>
/// <param name="Digest">Digest of what was sent; null where nothing was.</param>
/// <param name="Proof">What proves it; <see cref="ProofKind.None"/>: the write failed or its answer was lost, what lies there may be ours.</param>
public sealed record CatalogueRecord(ObjectKey Key, SourceFacts Source, string? DestinationETag, ContentDigest? Digest, ProofKind Proof)
{
    /// <summary>The source publishes no digest of the whole object.</summary>
    public bool SourceUnproven { get; init; }

    /// <summary>The source's ETag is no digest, whatever it looks like (<see cref="ObjectInfo.HasOpaqueETag"/>).</summary>
    public bool HasOpaqueSourceETag { get; init; }

    /// <summary>
    /// A check found the destination to differ from this record, and nothing has fixed that since: it is sent again, whatever listings show.
    /// </summary>
    public bool Differs { get; init; }

    /// <summary>
    /// This job wrote what lies at the destination. Of what it found equal, others did; of what older programs recorded it is unknown, which counts as that.
    /// </summary>
    public bool IsWritten { get; init; }

    /// <summary>Complete listings in a row without the key, at most <see cref="MaxMisses"/>.</summary>
    public int Misses { get; init; }

    /// <summary>
    /// UTC ticks by the destination's clock; 0: none. A write without outcome began then:
    /// what the destination holds under the key and is not older counts as ours.
    /// Written by older programs only, which knew nothing better (<see cref="Earlier"/>).
    /// </summary>
    public long OursSinceTicks { get; init; }

    /// <summary>What attempts that never reported their end may have put under the key since the recorded write; null: nothing.</summary>
    public EarlierWrites? Earlier { get; init; }

    /// <summary>
    /// The destination's ETag of what this job had written under the key before the recorded write; null: nothing, or a listing has shown the recorded one
    /// since. A store that answers a write and doesn't keep it still holds that one.
    /// </summary>
    public string? FormerETag { get; init; }

    /// <summary>
    /// The destination's ETag of what its listing showed under the key before the recorded write, whoever had written that. Not stored: known of what the same
    /// run wrote; null elsewhere, and where there was nothing.
    /// </summary>
    public string? ReplacedETag { get; init; }

    /// <summary>Where counting stops, so that a key that stays away changes nothing any more.</summary>
    public const int MaxMisses = 2;

    /// <summary>The write was proven.</summary>
    public bool IsProven => Proof != ProofKind.None;

    /// <summary>Whether what the destination shows is ours: what was recorded, or what an attempt may have written that never recorded how it ended.</summary>
    /// <param name="destination">What it shows.</param>
    /// <param name="now">The version that the source has now.</param>
    /// <param name="source">Facts of the source.</param>
    /// <param name="target">Facts of the destination.</param>
    public bool Owns(DestinationObject destination, SourceFacts now, StoreTraits source, StoreTraits target) =>
        Wrote(destination) || Earlier?.Include(destination, now.Version, source, target) == true;

    /// <summary>
    /// Whether what the destination shows is what this job wrote: the recorded ETag, one that spells the digest that was sent, or not older than a write that
    /// never reported its end.
    /// </summary>
    public bool Wrote(DestinationObject destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return (OursSinceTicks != 0 && destination.LastModified?.UtcTicks >= OursSinceTicks)
            || (destination.ETag is { } etag && ETags.Contains(etag, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>
    /// ETags under which the destination shows what this job wrote: the one that it reported, one that spells the digest that was sent, and the former one.
    /// </summary>
    public IReadOnlyList<string> ETags => [.. new[] { DestinationETag, Digest?.ToETag(), FormerETag }.OfType<string>()];
}

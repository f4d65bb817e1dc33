using System.Text.Json.Serialization;

namespace OssTransfer.Transfer.Outcomes;

/// <summary>How one object ended. A value, never an exception.</summary>
/// <param name="Index">As in <see cref="TransferItem.Index"/>.</param>
/// <param name="Kind">How it ended.</param>
public sealed record TransferOutcome(int Index, OutcomeKind Kind)
{
    /// <summary>What proves the destination; <see cref="ProofKind.None"/> unless transferred or skipped.</summary>
    public ProofKind Proof { get; init; }

    /// <summary>The source published no digest of the whole object, so nothing but its length proves what was read.</summary>
    public bool SourceUnproven { get; init; }

    /// <summary>The destination's ETag afterwards; null where unknown.</summary>
    public string? DestinationETag { get; init; }

    /// <summary>Digest of what was read (and, unless skipped, sent). Kept for failures after sending too: what may lie there is ours.</summary>
    public ContentDigest? Digest { get; init; }

    /// <summary>Bytes of the object as read; the listed size where nothing was read, null where that is unknown.</summary>
    [JsonConverter(typeof(StoredSizeConverter))]
    public long? Size { get; init; }

    /// <summary>
    /// The version of the source that was compared or sent, whatever was listed: what is remembered of the object is this one. Null where none was looked at.
    /// </summary>
    public SourceVersion? Source { get; init; }

    /// <summary>
    /// A write was begun whose end is not known, besides the one that is proven: what lies under the key may be ours. Not part of a stored outcome; it is noted
    /// with the shard.
    /// </summary>
    public bool MayHaveWritten { get; init; }

    /// <summary>
    /// How often the whole object went out in this run, repeats and earlier attempts included. One that goes in parts counts once, when they are joined.
    /// </summary>
    public int ObjectsSent { get; init; }

    /// <summary>Bytes of bodies that went out, likewise, whatever became of them.</summary>
    public long BytesSent { get; init; }

    /// <summary>The destination's service copied the object by itself: nothing went out for that.</summary>
    public bool CopiedInside { get; init; }

    /// <summary>A copy inside was asked for, and whether it was made is unknown. Not part of a stored outcome; it is noted with the shard.</summary>
    public bool MayHaveCopied { get; init; }

    /// <summary>What a comparison found; its <see cref="Failure"/> names both values. <see cref="Difference.None"/> for everything that moves.</summary>
    public Difference Difference { get; init; }

    /// <summary>Bytes that a comparison read, of both sides together.</summary>
    public long BytesRead { get; init; }

    /// <summary>Names of headers that <c>des-metadata: drop</c> left out; empty where none.</summary>
    public IReadOnlyList<string> DroppedMetadata { get; init; } = [];

    /// <summary>Why it failed; null unless <see cref="Kind"/> is <see cref="OutcomeKind.Failed"/>.</summary>
    public TransferFailure? Failure { get; init; }
}

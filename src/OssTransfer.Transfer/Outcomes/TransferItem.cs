using OssTransfer.Storage;
using OssTransfer.Transfer.Progress;

namespace OssTransfer.Transfer.Outcomes;

/// <summary>One object to move, as a shard's manifest names it.</summary>
/// <param name="Index">Its place in the shard; outcomes are recorded by it.</param>
/// <param name="SourceKey">The whole key at the source.</param>
/// <param name="DestinationKey">The whole key at the destination.</param>
/// <param name="Size">Bytes as listed; null where unknown.</param>
/// <param name="LastModified">As listed; null where unknown.</param>
/// <param name="ETag">The source's validator as listed; null where unknown.</param>
/// <param name="WriteName">The stable name of this write over all attempts (<see cref="WriteTarget.WriteName"/>).</param>
public sealed record TransferItem(
    int Index, ObjectKey SourceKey, ObjectKey DestinationKey, long? Size, DateTimeOffset? LastModified, string? ETag, string WriteName)
{
    /// <summary>What the destination held when it was last looked at; null: nothing.</summary>
    public DestinationObject? Destination { get; init; }

    /// <summary>
    /// Sent also where the destination seems to hold the same: on demand, or since a check found it to differ. What may not be replaced stays.
    /// </summary>
    public bool EvenIfEqual { get; init; }

    /// <summary>
    /// Nothing was listed under the key, in a listing whose order is not certain (<see cref="StoreTraits.VouchesForOrder"/>): it may come later in it.
    /// </summary>
    public bool IsUnconfirmed { get; init; }

    /// <summary>What <see cref="Destination"/> holds was written by this job (its recorded ETag or digest, or an earlier attempt of this shard).</summary>
    public bool IsOurs { get; init; }

    /// <summary>ETags under which the destination shows what this job is known to have written; empty: nothing.</summary>
    public IReadOnlyList<string> OwnETags { get; init; } = [];

    /// <summary>When <see cref="Destination"/> was looked at; null: a moment ago. What was seen long ago is looked up again before a write.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>What earlier attempts at this object may have written; null: nothing.</summary>
    public EarlierWrites? Earlier { get; init; }

    /// <summary>What earlier attempts of this run did with it; null: there were none.</summary>
    public EarlierAttempts? Attempts { get; init; }

    /// <summary>Where a version is noted that this item doesn't name; null: that is not needed.</summary>
    public IWriteJournal? Journal { get; init; }

    /// <summary>Where its progress is counted; null: no progress is shown.</summary>
    public ObjectFlight? Flight { get; init; }

    /// <summary>For a comparison: the digest of the content as a list names it. The source is not asked then: it may be gone. Null: it is.</summary>
    public ContentDigest? Expected { get; init; }

    /// <summary>The version that the item names.</summary>
    internal SourceVersion Listed => new(Size, ETag, LastModified);

    /// <summary>
    /// The last look showed nothing where this job has written, or where a listing proves nothing. It may be gone, or the listing may lag behind or show it
    /// later: only asking for the object tells.
    /// </summary>
    internal bool IsMissed => Destination is null && (IsUnconfirmed || OwnETags.Count > 0);

    /// <summary>Before a version is written: one that the item doesn't name is noted.</summary>
    internal Task NoteAsync(SourceVersion version, CancellationToken cancellationToken) =>
        Journal is null || (Size is not null && version.IsSame(Listed)) ? Task.CompletedTask : Journal.NoteAsync(Index, version, cancellationToken);
}

using System.Text.Json.Serialization;
using OssTransfer.Storage;

namespace OssTransfer.Transfer.Outcomes;

/// <summary>
/// Which content of an object is meant: everything that is read of it must belong to this one, and agree with all that was said of it.
/// What was not reported is null, and never a reason to believe less of the rest.
/// </summary>
/// <param name="Size">Bytes; null where unknown.</param>
/// <param name="ETag">The source's validator; null where there is none.</param>
/// <param name="LastModified">Null where unknown.</param>
[JsonConverter(typeof(SourceVersionConverter))]
public sealed record SourceVersion(long? Size, string? ETag, DateTimeOffset? LastModified)
{
    /// <summary>As in <see cref="ObjectInfo.HasOpaqueETag"/>: known only of one that was asked for, not of a listed one.</summary>
    public bool HasOpaqueETag { get; init; }

    /// <summary>The source gives no slices of it.</summary>
    public bool HasNoSlices { get; init; }

    /// <summary>
    /// It is read in one stream from beginning to end: slices are asked for by the validator, without one a slice of another version would go unnoticed.
    /// </summary>
    public bool ReadsOnlyWhole => HasNoSlices || Size is null || ETag is null;

    /// <summary>As these headers say.</summary>
    public static SourceVersion Of(ObjectInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        return new(info.Size, info.ETag, info.LastModified) { HasOpaqueETag = info.HasOpaqueETag, HasNoSlices = info.ReadsOnlyWhole };
    }

    /// <summary>Whether both name the same content, as far as they say: by size, and by their validators, or where one has none by the second.</summary>
    public bool IsSame(SourceVersion other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (Size is null || other.Size is null || Size == other.Size) && (ETag is not null && other.ETag is not null
            ? string.Equals(ETag, other.ETag, StringComparison.OrdinalIgnoreCase)
            : !IsOtherSecond(other.LastModified));
    }

    /// <summary>As the listing said.</summary>
    internal static SourceVersion Of(TransferItem item) => new(item.Size, item.ETag, item.LastModified);

    /// <summary>Throws <see cref="StorageErrorKind.SourceChanged"/> where the headers belong to another content: not every source obeys If-Match.</summary>
    internal void Check(ObjectInfo info)
    {
        CheckSize(info);
        if (IsOther(info))
        {
            throw new StorageException(StorageErrorKind.SourceChanged, "the object changed while it was read");
        }
    }

    /// <summary>The same version with what its headers say besides what was known, once <see cref="Check"/> has let them pass.</summary>
    internal SourceVersion Seen(ObjectInfo info) => new(Size ?? info.Size, ETag ?? info.ETag, LastModified ?? info.LastModified)
    {
        HasOpaqueETag = info.HasOpaqueETag,
        HasNoSlices = HasNoSlices || info.ReadsOnlyWhole,
    };

    /// <summary>
    /// The version that these headers belong to: this one with what they say besides, or one that the source moved on to. An earlier one is neither.
    /// </summary>
    internal SourceVersion Now(ObjectInfo info)
    {
        CheckSize(info);
        return !IsOther(info) ? Seen(info) : IsBehind(info) ? throw Behind(info) : Of(info);
    }

    /// <summary>Throws where a stream that ended had another length than was promised.</summary>
    internal void CheckLength(long read, ObjectInfo info)
    {
        if (Size is { } promised && promised != read)
        {
            throw WrongLength(promised, read, info);
        }
    }

    /// <summary>A stream gave less, or more, than was promised of it.</summary>
    internal static StorageException WrongLength(long promised, long read, ObjectInfo info) => new(
        StorageErrorKind.SourceChanged,
        $"the source gave {(read < promised ? $"{read}" : $"more than {promised}")} bytes where {promised} were promised"
        + (info.IsMadeOnTheWay ? ChangedOnTheWay.Suspicion : "; it was cut, or changed while it was read"));

    internal bool IsOther(ObjectInfo info) => (Size is not null && info.Size is not null && Size != info.Size)
        || (ETag is not null && info.ETag is not null
            ? !string.Equals(ETag, info.ETag, StringComparison.OrdinalIgnoreCase)
            : IsOtherSecond(info.LastModified));

    /// <summary>A source that holds one size under an ETag didn't change where it sends another: that is no version of the object.</summary>
    private void CheckSize(ObjectInfo info)
    {
        if (info.HasOneSize && Size is { } listed && info.Size is { } sent && listed != sent
            && ETag is not null && string.Equals(ETag, info.ETag, StringComparison.OrdinalIgnoreCase))
        {
            throw ChangedOnTheWay.Sizes(listed, sent);
        }
    }

    /// <summary>
    /// What it answers is compared with what the source itself has said of a later version: a cache or a replica that is behind gives the version before, whole
    /// and sound. Only a store that stamps what it takes in can order versions, and only under another ETag.
    /// </summary>
    private bool IsBehind(ObjectInfo info) => info is { IsStamped: true, ETag: not null, LastModified: { } reported } && ETag is not null
        && LastModified is { } known && reported.ToUnixTimeSeconds() < known.ToUnixTimeSeconds();

    private StorageException Behind(ObjectInfo info) => new(
        StorageErrorKind.SourceChanged,
        $"the source has named a version of {LastModified:yyyy-MM-dd HH:mm:ss} UTC and still gives the one of {info.LastModified:yyyy-MM-dd HH:mm:ss}:"
        + " a cache or a replica in front of it is behind; read the store itself, or wait until it has caught up");

    /// <summary>Headers have whole seconds, listings more.</summary>
    private bool IsOtherSecond(DateTimeOffset? other) =>
        LastModified is { } known && other is { } reported && known.ToUnixTimeSeconds() != reported.ToUnixTimeSeconds();
}

using OssTransfer.Storage;

namespace OssTransfer.Transfer.Outcomes;

/// <summary>Which content of an object is meant: everything that is read of it must belong to this one.</summary>
/// <param name="Size">Bytes; -1 where unknown.</param>
/// <param name="ETag">The source's validator; null where there is none.</param>
/// <param name="LastModified">Default where unknown.</param>
public sealed record SourceVersion(long Size, string? ETag, DateTimeOffset LastModified)
{
    /// <summary>As in <see cref="ObjectInfo.HasOpaqueETag"/>: known only of one that was asked for, not of a listed one.</summary>
    public bool HasOpaqueETag { get; init; }

    /// <summary>As these headers say.</summary>
    public static SourceVersion Of(ObjectInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        return new(info.Size, info.ETag, info.LastModified) { HasOpaqueETag = info.HasOpaqueETag };
    }

    /// <summary>Whether both name the same content, as far as they tell: by size, and by their validators, or where one has none by the second.</summary>
    public bool IsSame(SourceVersion other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Size == other.Size && (ETag is not null && other.ETag is not null
            ? string.Equals(ETag, other.ETag, StringComparison.OrdinalIgnoreCase)
            : !IsOtherSecond(other.LastModified));
    }

    /// <summary>Throws <see cref="StorageErrorKind.SourceChanged"/> where the headers belong to another content: not every source obeys If-Match.</summary>
    internal void Check(ObjectInfo info)
    {
        var changed = (Size >= 0 && info.Size >= 0 && Size != info.Size)
            || (ETag is not null && info.ETag is not null
                ? !string.Equals(ETag, info.ETag, StringComparison.OrdinalIgnoreCase)
                : IsOtherSecond(info.LastModified));
        if (changed)
        {
            throw Changed();
        }
    }

    /// <summary>The same version with what its headers tell beside the listing, once <see cref="Check"/> has let them pass.</summary>
    internal SourceVersion Seen(ObjectInfo info) => new(
        info.Size >= 0 ? info.Size : Size,
        info.ETag ?? ETag,
        LastModified != default ? LastModified : info.LastModified)
    {
        HasOpaqueETag = info.HasOpaqueETag,
    };

    internal static StorageException Changed() => new(StorageErrorKind.SourceChanged, "the object changed while it was read");

    /// <summary>Headers tell whole seconds, listings more.</summary>
    private bool IsOtherSecond(DateTimeOffset other) =>
        LastModified != default && other != default && LastModified.ToUnixTimeSeconds() != other.ToUnixTimeSeconds();
}

using OssTransfer.Storage;

namespace OssTransfer.Transfer.Outcomes;

/// <summary>What the destination holds under a key, as its listing or HEAD said.</summary>
/// <param name="Size">Bytes; null where it doesn't say.</param>
/// <param name="LastModified">By the destination's clock; null where it doesn't say.</param>
/// <param name="ETag">Its validator.</param>
public sealed record DestinationObject(long? Size, DateTimeOffset? LastModified, string? ETag)
{
    /// <summary>As in <see cref="ObjectInfo.HasOpaqueETag"/>: known only of one that was asked for, not of a listed one.</summary>
    public bool HasOpaqueETag { get; init; }

    /// <summary>As these headers say.</summary>
    public static DestinationObject Of(ObjectInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        return new(info.Size, info.LastModified, info.ETag) { HasOpaqueETag = info.HasOpaqueETag };
    }

    /// <summary>Whether both name the same write: by their validators, or where one has none by size and second.</summary>
    public bool IsSame(DestinationObject other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Size == other.Size && (ETag is not null && other.ETag is not null
            ? string.Equals(ETag, other.ETag, StringComparison.OrdinalIgnoreCase)
            : LastModified?.ToUnixTimeSeconds() == other.LastModified?.ToUnixTimeSeconds());
    }
}

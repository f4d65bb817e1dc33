using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Shards;

/// <summary>A source object's fingerprint: when all are the same, the object is unchanged.</summary>
/// <param name="Size">Bytes; null where unknown.</param>
/// <param name="LastModified">Null where unknown.</param>
/// <param name="ETag">The source's validator; null where there is none.</param>
/// <param name="Key">The whole key at the source where it doesn't follow from the key below the prefixes (some lines of URL lists); else null.</param>
public readonly record struct SourceFacts(long? Size, DateTimeOffset? LastModified, string? ETag, ObjectKey? Key = null)
{
    /// <summary>The fingerprint of a listed object.</summary>
    public static SourceFacts Of(ObjectEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new(entry.Size, entry.LastModified, entry.ETag);
    }

    /// <summary>The version that they name.</summary>
    public SourceVersion Version => new(Size, ETag, LastModified);
}

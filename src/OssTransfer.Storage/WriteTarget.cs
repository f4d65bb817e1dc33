namespace OssTransfer.Storage;

/// <summary>Where and how an object is written.</summary>
/// <param name="Key">The whole key.</param>
/// <param name="Metadata">Headers to set; the content type is always set (<c>application/octet-stream</c> where there is none).</param>
public sealed record WriteTarget(ObjectKey Key, ObjectMetadata Metadata)
{
    /// <summary>A canned ACL (<c>public-read</c>); null sends none.</summary>
    public string? Acl { get; init; }

    /// <summary>The destination's own name of a storage class; null for its default.</summary>
    public string? StorageClass { get; init; }

    /// <summary>
    /// Names unfinished pieces at stores that need a place for them (a disk's part file), the same again for the next attempt at the same write:
    /// letters, digits and '-', at most 80. Null lets the store choose.
    /// </summary>
    public string? WriteName { get; init; }
}

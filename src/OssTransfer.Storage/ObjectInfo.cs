namespace OssTransfer.Storage;

/// <summary>What a store says of one object in the headers of HEAD or GET.</summary>
/// <param name="Size">Bytes of the whole object, also for a ranged read; null where unknown.</param>
/// <param name="LastModified">Null where the store doesn't say.</param>
/// <param name="ETag">As in <see cref="ObjectEntry.ETag"/>.</param>
/// <param name="Metadata">Headers to carry along.</param>
public sealed record ObjectInfo(long? Size, DateTimeOffset? LastModified, string? ETag, ObjectMetadata Metadata)
{
    /// <summary>The store's own name of the storage class; null for the default one.</summary>
    public string? StorageClass { get; init; }

    /// <summary>What the store publishes as digest of the whole object; empty where it publishes none.</summary>
    public IReadOnlyList<PublishedDigest> Digests { get; init; } = [];

    /// <summary>
    /// The answer says that the object is encrypted with a key of a key service or of the customer: whatever the store's ETags mean otherwise,
    /// this one says nothing of the content, although it may look like an MD5. Listings don't say so.
    /// </summary>
    public bool HasOpaqueETag { get; init; }

    /// <summary>
    /// Under this ETag the store holds one size, that of its listing: where another one is named, the body isn't what is stored.
    /// Not so for programs that make pages.
    /// </summary>
    public bool HasOneSize { get; init; }

    /// <summary>
    /// <see cref="LastModified"/> is when the store took this version in: of two versions the later has the later one. Not so for files, which keep the time
    /// that they bring.
    /// </summary>
    public bool IsStamped { get; init; }

    /// <summary>The answer looks as if its body was made on the way (it has no length, or its ETag is a weak one), and not sent as it is stored.</summary>
    public bool IsMadeOnTheWay { get; init; }

    /// <summary>
    /// No slice of it can be had, as far as these headers show: it is read from beginning to end, and from the beginning again after an interruption.
    /// </summary>
    public bool ReadsOnlyWhole { get; init; }
}

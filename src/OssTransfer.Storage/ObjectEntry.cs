namespace OssTransfer.Storage;

/// <summary>One line of a listing.</summary>
/// <param name="Key">The whole key, prefix included.</param>
/// <param name="Size">Bytes; null where the store doesn't say.</param>
/// <param name="LastModified">As the store says it; null where it doesn't.</param>
/// <param name="ETag">The store's validator of this content, without quotes, as it is spelt; null where there is none. What it means is in <see
/// cref="StoreTraits"/>. A disk makes one of inode, size and times.</param>
public sealed record ObjectEntry(ObjectKey Key, long? Size, DateTimeOffset? LastModified, string? ETag)
{
    /// <summary>What <see cref="Unusable"/> begins with where the row has no key: the entry's own, which ends in a NUL, names no object.</summary>
    public const string NoKey = "the store lists an object without a key";

    /// <summary>The store's own name of the storage class; null for the default one.</summary>
    public string? StorageClass { get; init; }

    /// <summary>Why this entry can't be read as an object.</summary>
    public EntryProblem Problem { get; init; }

    /// <summary>What is wrong with the row, for people, where <see cref="Problem"/> is <see cref="EntryProblem.Unusable"/>; else null.</summary>
    public string? Unusable { get; init; }

    /// <summary>The file has other names, too (hard links): each of them is an object of its own.</summary>
    public bool IsHardLink { get; init; }

    /// <summary>A link to a file that isn't below the root.</summary>
    public bool LeadsOutside { get; init; }

    /// <summary>Where a list named the object, its line; null for a store's own listing.</summary>
    public ListLine? Line { get; init; }
}

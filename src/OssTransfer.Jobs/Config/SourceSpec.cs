namespace OssTransfer.Jobs.Config;

/// <summary>Where objects come from. <see cref="Disk"/> is set for <see cref="StoreKind.Disk"/>, <see cref="Cloud"/> for buckets.</summary>
/// <param name="Kind">What kind of store it is.</param>
public sealed record SourceSpec(StoreKind Kind)
{
    /// <summary>The directory, or null.</summary>
    public DiskSpec? Disk { get; init; }

    /// <summary>The bucket, or null.</summary>
    public CloudSpec? Cloud { get; init; }

    /// <summary>Only keys that begin so are migrated, and it is cut from them. Empty or ends with <c>/</c>; always empty for a disk.</summary>
    public string Prefix { get; init; } = "";
}

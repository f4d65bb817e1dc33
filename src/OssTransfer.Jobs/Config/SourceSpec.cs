namespace OssTransfer.Jobs.Config;

/// <summary>
/// Where objects come from. <see cref="Disk"/> is set for <see cref="StoreKind.Disk"/>, <see cref="Url"/> for <see cref="StoreKind.UrlList"/>,
/// <see cref="Cloud"/> for buckets.
/// </summary>
/// <param name="Kind">What kind of store it is.</param>
public sealed record SourceSpec(StoreKind Kind)
{
    /// <summary>The directory, or null.</summary>
    public DiskSpec? Disk { get; init; }

    /// <summary>The bucket, or null.</summary>
    public CloudSpec? Cloud { get; init; }

    /// <summary>How URLs are read, or null.</summary>
    public UrlSpec? Url { get; init; }

    /// <summary>The path, where the user is, of the list of what is migrated; null: everything is. The list itself is sent separately.</summary>
    public string? FileList { get; init; }

    /// <summary>What an inventory in the list says of an object new to the job is believed until the object is read.</summary>
    public bool TrustsInventory { get; init; }

    /// <summary>The proxy towards the source; null: none.</summary>
    public ProxySpec? Proxy => Cloud?.Proxy ?? Url?.Proxy;

    /// <summary>
    /// Only keys that begin so are migrated, and it is cut from them. Empty or ends with <c>/</c>, but for URLs, where it is any text; always empty for a disk.
    /// </summary>
    public string Prefix { get; init; } = "";
}

using OssTransfer.Transfer.Policies;

namespace OssTransfer.Jobs.Config;

/// <summary>Where objects go. <see cref="Disk"/> is set for <see cref="StoreKind.Disk"/>, <see cref="Cloud"/> for buckets.</summary>
/// <param name="Kind">What kind of store it is: <see cref="StoreKind.S3"/> or <see cref="StoreKind.Disk"/>.</param>
public sealed record DestinationSpec(StoreKind Kind)
{
    /// <summary>The directory, or null.</summary>
    public DiskSpec? Disk { get; init; }

    /// <summary>The bucket, or null.</summary>
    public CloudSpec? Cloud { get; init; }

    /// <summary>Put in front of every relative key. Empty or ends with <c>/</c>.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What happens with metadata that does not fit.</summary>
    public MetadataPolicy Metadata { get; init; } = MetadataPolicy.Fail;

    /// <summary>Who may read what is written.</summary>
    public DestinationAcl Acl { get; init; } = DestinationAcl.Private;

    /// <summary>The destination's own name of a storage class; null: its default.</summary>
    public string? StorageClass { get; init; }
}

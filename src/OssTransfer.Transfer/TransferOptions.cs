using OssTransfer.Transfer.Policies;
using OssTransfer.Transfer.Verification;
namespace OssTransfer.Transfer;

/// <summary>How one job's objects are moved.</summary>
public sealed record TransferOptions
{
    /// <summary>
    /// Bytes of a part where the store's limits allow, and the largest object that goes in one PUT; grown for objects that would need too many parts. Default
    /// 16 MiB.
    /// </summary>
    public long PartBytes { get; init; } = 16L << 20;

    /// <summary>What happens to headers that the destination would refuse or cut.</summary>
    public MetadataPolicy Metadata { get; init; } = MetadataPolicy.Fail;

    /// <summary>The canned ACL of every object (<c>public-read</c>); null sends none, which is private.</summary>
    public string? Acl { get; init; }

    /// <summary>
    /// Objects get the canned ACL that they have at the source, as its <see cref="Storage.IObjectStore.Acls"/> reports it; goes before <see cref="Acl"/>.
    /// </summary>
    public bool KeepsAcl { get; init; }

    /// <summary>The destination's own name of a storage class; null for its default.</summary>
    public string? StorageClass { get; init; }

    /// <summary>
    /// What is known of the source may be a day old, as an inventory is: that the destination holds the same is believed only when the source has said so, too.
    /// </summary>
    public bool SourceFactsAreFromInventory { get; init; }

    /// <summary>When what is at the destination already counts as equal.</summary>
    public ComparePolicy Compare { get; init; } = ComparePolicy.Auto;

    /// <summary>When something else at the destination may be replaced.</summary>
    public OverwritePolicy Overwrite { get; init; } = OverwritePolicy.Safe;
}

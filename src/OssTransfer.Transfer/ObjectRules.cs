using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Policies;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer;

/// <summary>What holds for every object, in one request or in parts.</summary>
internal static class ObjectRules
{
    public static StorageException NotThere() => new(StorageErrorKind.NotFound, "no such object");

    /// <summary>What the listing's ETag says of the content; empty where it says nothing.</summary>
    public static IReadOnlyList<PublishedDigest> ListedDigests(TransferItem item, StoreTraits source) =>
        source.ETag == ETagMeaning.Md5 && ContentComparison.IsMd5(item.ETag) ? [new(DigestKind.Md5, Convert.FromHexString(item.ETag!))] : [];

    /// <summary>What is known of the content: the headers that come with it decide, and the listing where they say nothing at all.</summary>
    public static IReadOnlyList<PublishedDigest> Published(ObjectInfo info, IReadOnlyList<PublishedDigest> listed) =>
        info is { ETag: null, Digests.Count: 0 } ? listed : info.Digests;

    /// <summary>Throws what the destination would answer, before a byte is read.</summary>
    public static void CheckFits(ObjectKey key, long? size, long maxBytes, StoreTraits destination)
    {
        if (key.IsEmpty)
        {
            throw new StorageException(StorageErrorKind.InvalidKey, "an object needs a key, and this one would have none at the destination (des-prefix)");
        }

        if (key.Length > destination.MaxKeyBytes)
        {
            throw new StorageException(
                StorageErrorKind.InvalidKey, $"the key has {key.Length} bytes, {destination.Name} takes at most {destination.MaxKeyBytes}");
        }

        if (size > maxBytes)
        {
            throw new StorageException(StorageErrorKind.TooLarge, $"the object has {size} bytes, {destination.Name} takes at most {maxBytes} this way");
        }
    }

    /// <summary>How long what was seen of the destination is believed.</summary>
    public static readonly TimeSpan SeenFor = TimeSpan.FromMinutes(10);

    /// <summary>Whether the destination must be looked at again. Counted in both directions: a clock that was set back makes nothing fresh.</summary>
    public static bool IsStale(DateTimeOffset? seenAt, TimeProvider time) => seenAt is { } at && (time.GetUtcNow() - at).Duration() > SeenFor;

    /// <summary>What an answer shows; null: nothing is there.</summary>
    public static DestinationObject? Seen(ObjectInfo? info) => info is null ? null : DestinationObject.Of(info);

    /// <summary>What the destination says of what is there.</summary>
    public static ContentFacts FactsOf(TransferContext context, DestinationObject? present) =>
        new(present?.Size, present?.ETag, context.Destination.Traits.ForObject(present is { HasOpaqueETag: true })) { LastModified = present?.LastModified };

    /// <summary>Whether what is there counts as equal to a version of the source, by what both sides say and the job's choice.</summary>
    public static ContentComparison Compare(TransferContext context, SourceVersion version, DestinationObject? present) => CompareRule.Of(
        context.Options.Compare,
        new(version.Size, version.ETag, context.Source.Traits.ForObject(version.HasOpaqueETag)) { LastModified = version.LastModified },
        FactsOf(context, present),
        clockDifference: StoreClock.Difference(context));

    /// <summary>The rights at the source; null, without a request, where they aren't kept.</summary>
    public static async Task<ObjectAcl?> AclOfAsync(TransferContext context, TransferItem item, CancellationToken cancellationToken) =>
        !context.Options.KeepsAcl ? null
            : context.Source.Acls is { } acls ? await acls.ReadAsync(item.SourceKey, cancellationToken)
            : throw new StorageException(StorageErrorKind.Unsupported, $"{context.Source.Traits.Name} doesn't report the ACLs of objects (des-acl: keep)");

    /// <summary>
    /// Where, with which headers and which rights it is written, and the names of what is left out; throws where something doesn't fit and must not be dropped.
    /// </summary>
    public static (WriteTarget Target, IReadOnlyList<string> Dropped) TargetOf(TransferContext context, TransferItem item, ObjectInfo info, ObjectAcl? acl)
    {
        var fit = MetadataFit.Of(info.Metadata, context.Destination.Traits, context.Options.Metadata);
        if (fit.Problem is { } problem)
        {
            throw new StorageException(StorageErrorKind.TooLarge, problem);
        }

        if (acl == ObjectAcl.Other && context.Options.Metadata == MetadataPolicy.Fail)
        {
            throw new StorageException(
                StorageErrorKind.TooLarge,
                "the ACL grants rights that no canned ACL grants, such as those of a single user (des-metadata: drop writes the object as private)");
        }

        var target = new WriteTarget(item.DestinationKey, fit.Metadata)
        {
            Acl = acl is { } kept ? Canned(kept) : context.Options.Acl,
            StorageClass = context.Options.StorageClass,
            WriteName = item.WriteName,
        };
        return (target, acl == ObjectAcl.Other ? [.. fit.Dropped, "acl"] : fit.Dropped);
    }

    private static string? Canned(ObjectAcl acl) => acl switch
    {
        ObjectAcl.PublicRead => "public-read",
        ObjectAcl.PublicReadWrite => "public-read-write",
        ObjectAcl.AuthenticatedRead => "authenticated-read",
        _ => null,
    };

    /// <summary>The MD5 of the whole content that these headers name; null where they name none.</summary>
    public static ContentDigest? PublishedMd5(ObjectInfo info) =>
        info.Digests.FirstOrDefault(digest => digest.Kind == DigestKind.Md5) is { } md5 ? ContentDigest.Whole(md5.Value.Span) : null;
}

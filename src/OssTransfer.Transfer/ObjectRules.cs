using System.Globalization;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer;

/// <summary>What holds for every object, in one request or in parts.</summary>
internal static class ObjectRules
{
    public static StorageException NotThere() => new(StorageErrorKind.NotFound, "no such object");

    /// <summary>Throws what the destination would answer, before a byte is read.</summary>
    public static void CheckFits(ObjectKey key, long size, long maxBytes, StoreTraits destination)
    {
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

    /// <summary>Where and with which headers it is written, and the names of those left out; throws where headers don't fit and must not be dropped.</summary>
    public static (WriteTarget Target, IReadOnlyList<string> Dropped) TargetOf(TransferContext context, TransferItem item, ObjectInfo info)
    {
        var fit = MetadataFit.Of(info.Metadata, context.Destination.Traits, context.Options.Metadata);
        if (fit.Problem is { } problem)
        {
            throw new StorageException(StorageErrorKind.TooLarge, problem);
        }

        var target = new WriteTarget(item.DestinationKey, fit.Metadata)
        {
            Acl = context.Options.Acl,
            StorageClass = context.Options.StorageClass,
            Ticket = item.Ticket,
        };
        return (target, fit.Dropped);
    }

    /// <summary>The digest that an ETag tells; null where it tells none.</summary>
    public static ContentDigest? DigestOfETag(string? etag, StoreTraits traits) =>
        traits.ETag == ETagMeaning.Md5 && ContentComparison.IsMd5(etag)
            ? new ContentDigest(UInt128.Parse(etag!, NumberStyles.HexNumber, CultureInfo.InvariantCulture), 1, 0)
            : null;
}

using OssTransfer.Storage;

namespace OssTransfer.Transfer.LargeObjects;

/// <summary>How an object is cut.</summary>
public static class PartPlan
{
    private const long Mib = 1 << 20;

    /// <summary>After this many parts of a body of unknown length, parts double.</summary>
    internal const int PartsBeforeDoubling = 1000;

    /// <summary>
    /// The size of all parts but the last: as asked for, grown in whole MiB where the destination would need too many, within its limits.
    /// Null where no size fits. For an unknown size the size of the first parts.
    /// </summary>
    /// <param name="size">Of the object.</param>
    /// <param name="wanted">Of a part.</param>
    /// <param name="destination">Its limits.</param>
    /// <param name="published">What the source publishes: where it is a digest of blocks, parts hold whole blocks.</param>
    public static long? PartBytes(long? size, long wanted, StoreTraits destination, IReadOnlyList<PublishedDigest> published)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(published);
        var block = published.Any(digest => digest.Kind == DigestKind.Qetag) ? Hashing.Qetag.BlockBytes : 1;
        var bytes = CeilingTo(Math.Max(wanted, destination.MinPartBytes), block);
        if (size > bytes * destination.MaxParts)
        {
            bytes = CeilingTo((size.Value + destination.MaxParts - 1) / destination.MaxParts, Math.Max(block, Mib));
        }

        // Rounding up may lead just beyond what a part may have; the largest part itself may still do.
        bytes = Math.Min(bytes, destination.MaxPartBytes);
        return size > bytes * destination.MaxParts ? null : bytes;
    }

    /// <summary>The size of a part of a body of unknown length: doubled every 1,000 parts where they may differ, as far as memory goes.</summary>
    internal static long GrowingPartBytes(int number, long first, long largest, StoreTraits destination)
    {
        var bytes = first;
        for (var i = PartsBeforeDoubling; destination.UnequalParts && i < number
            && bytes * 2 <= Math.Min(largest, destination.MaxPartBytes); i += PartsBeforeDoubling)
        {
            bytes *= 2;
        }

        return bytes;
    }

    private static long CeilingTo(long value, long unit) => (value + unit - 1) / unit * unit;
}

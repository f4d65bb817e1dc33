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
    /// Null where no size fits. For an unknown size (-1) the size of the first parts.
    /// </summary>
    public static long? PartBytes(long size, long wanted, StoreTraits destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var bytes = Math.Max(wanted, destination.MinPartBytes);
        if (size > bytes * destination.MaxParts)
        {
            bytes = CeilingTo((size + destination.MaxParts - 1) / destination.MaxParts, Mib);
        }

        // Rounding up may lead just beyond what a part may have; the largest part itself may still do.
        bytes = Math.Min(bytes, destination.MaxPartBytes);
        return size <= bytes * destination.MaxParts ? bytes : null;
    }

    /// <summary>The size of a part of a body of unknown length: doubled every 1,000 parts where they may differ, as far as memory goes.</summary>
    internal static long GrowingPartBytes(int number, long first, long largest, StoreTraits destination)
    {
        var bytes = first;
        for (var i = PartsBeforeDoubling; destination.UnequalParts && i < number && bytes * 2 <= Math.Min(largest, destination.MaxPartBytes); i += PartsBeforeDoubling)
        {
            bytes *= 2;
        }

        return bytes;
    }

    private static long CeilingTo(long value, long unit) => (value + unit - 1) / unit * unit;
}

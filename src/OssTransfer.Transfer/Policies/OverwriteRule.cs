using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Policies;

/// <summary>Whether something different at the destination may be replaced.</summary>
public static class OverwriteRule
{
    /// <summary>For an item of a job between these stores.</summary>
    /// <param name="context">The stores and the job's choice.</param>
    /// <param name="item">The object.</param>
    /// <param name="present">What is there: the item's, or what a later look has shown.</param>
    /// <param name="version">What is going to be sent.</param>
    internal static bool Allows(TransferContext context, TransferItem item, DestinationObject? present, SourceVersion version) => Allows(
        context.Options.Overwrite,
        present,
        present is not null && IsOurs(context, item, present, version),
        version.LastModified,
        StoreClock.Difference(context));

    /// <summary>Whether this job wrote what is there, as far as is known.</summary>
    internal static bool IsOurs(TransferContext context, TransferItem item, DestinationObject present, SourceVersion version) =>
        (item.IsOurs && item.Destination?.IsSame(present) == true)
        || (present.ETag is { } etag && item.OwnETags.Contains(etag, StringComparer.OrdinalIgnoreCase))
        || item.Earlier?.Include(present, version, context.Source.Traits, context.Destination.Traits) == true;

    /// <summary>Times of the two sides can't be compared yet: a store that reports its time has not answered here so far.</summary>
    internal static bool AwaitsClocks(TransferContext context) => StoreClock.Difference(context) is null;

    /// <summary>The rule itself.</summary>
    /// <param name="policy">The job's choice.</param>
    /// <param name="destination">What is there; null: nothing.</param>
    /// <param name="isOurs">This job wrote it.</param>
    /// <param name="sourceModified">By the source's clock; null where unknown. Without both times the destination's can't be said to be older.</param>
    /// <param name="clockDifference">The destination's clock less the source's; null where unknown: then neither can anybody.</param>
    public static bool Allows(
        OverwritePolicy policy, DestinationObject? destination, bool isOurs, DateTimeOffset? sourceModified, TimeSpan? clockDifference) => policy switch
        {
            _ when destination is null => true,
            OverwritePolicy.Always => true,
            OverwritePolicy.Never => false,
            _ => isOurs || destination.LastModified - clockDifference <= sourceModified,
        };
}

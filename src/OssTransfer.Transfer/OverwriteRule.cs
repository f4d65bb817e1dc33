using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer;

/// <summary>Whether something different at the destination may be replaced.</summary>
internal static class OverwriteRule
{
    /// <summary>For an item of a job between these stores.</summary>
    public static bool Allows(TransferContext context, TransferItem item, DateTimeOffset sourceModified) => Allows(
        context.Options.Overwrite,
        item.Destination,
        item.IsOurs,
        sourceModified,
        (context.Destination.ClockOffset - context.Source.ClockOffset) ?? TimeSpan.Zero);

    /// <summary>The rule itself.</summary>
    /// <param name="policy">The job's choice.</param>
    /// <param name="destination">What is there; null: nothing.</param>
    /// <param name="isOurs">This job wrote it.</param>
    /// <param name="sourceModified">By the source's clock; default where unknown, which counts as older.</param>
    /// <param name="clockDifference">The destination's clock less the source's.</param>
    public static bool Allows(
        OverwritePolicy policy, DestinationObject? destination, bool isOurs, DateTimeOffset sourceModified, TimeSpan clockDifference) => policy switch
        {
            _ when destination is null => true,
            OverwritePolicy.Always => true,
            OverwritePolicy.Never => false,
            _ => isOurs || (sourceModified != default && destination.LastModified - clockDifference <= sourceModified),
        };
}

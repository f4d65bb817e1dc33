using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.Preflight;

/// <summary>How long a transfer takes at least. Pure.</summary>
public static class TransferEstimates
{
    /// <summary>The name of the limit of requests.</summary>
    public const string Requests = "max-requests";

    /// <summary>One for every limit that is known; the longest of them holds.</summary>
    /// <param name="report">What there is to do.</param>
    /// <param name="listings">Requests that list.</param>
    /// <param name="destination">The destination's limits.</param>
    /// <param name="limits">The job's own.</param>
    public static IReadOnlyList<TransferEstimate> Of(PreflightReport report, long listings, DestinationLimits destination, LimitSpec limits)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(limits);
        (string Name, double? PerSecond, long Amount)[] all =
        [
            ("destination-writes", destination.WritesPerSecond, report.Writes),
            ("destination-bandwidth", destination.BytesPerSecond, report.Bytes),
            ("max-bandwidth", limits.Bandwidth?.Highest, report.Bytes),
            (Requests, limits.Requests?.Highest, listings + report.Reads + report.Writes),
        ];
        return [.. all.Where(row => row.PerSecond is > 0).Select(row => new TransferEstimate(row.Name, row.PerSecond!.Value, row.Amount))];
    }
}

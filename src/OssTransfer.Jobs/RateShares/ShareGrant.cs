namespace OssTransfer.Jobs.RateShares;

/// <summary>A share of a limit.</summary>
/// <param name="Number">Later grants have greater numbers.</param>
/// <param name="PerSecond">How much; infinity: no limit.</param>
public readonly record struct ShareGrant(long Number, double PerSecond);

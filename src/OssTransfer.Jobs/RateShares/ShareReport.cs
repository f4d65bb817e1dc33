namespace OssTransfer.Jobs.RateShares;

/// <summary>What a holder says of its share.</summary>
/// <param name="InForce">What it keeps to, per second; infinity: no limit.</param>
/// <param name="Applied">The number of the grant that it keeps to; 0: of none of this table's.</param>
/// <param name="Used">What it used per second since its last report.</param>
/// <param name="IsHeldBack">It would have used more.</param>
public readonly record struct ShareReport(double InForce, long Applied, double Used, bool IsHeldBack);

namespace OssTransfer.Jobs.Preflight;

/// <summary>The least time that a limit leaves.</summary>
/// <param name="Limit">Which limit, for scripts: <c>destination-writes</c>, <c>destination-bandwidth</c>, <c>max-bandwidth</c>, <c>max-requests</c>.</param>
/// <param name="PerSecond">Requests or bytes per second.</param>
/// <param name="Amount">Of them altogether.</param>
public sealed record TransferEstimate(string Limit, double PerSecond, long Amount)
{
    /// <summary>How long it takes at least.</summary>
    public double Seconds => Amount / PerSecond;
}

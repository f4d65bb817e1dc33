namespace OssTransfer.Contracts.Preflights;

/// <summary>How long a limit makes a transfer take at least.</summary>
/// <param name="Limit">destination-writes, destination-bandwidth, max-bandwidth or max-requests.</param>
/// <param name="PerSecond">Requests or bytes per second.</param>
/// <param name="Seconds">How long.</param>
public sealed record PreflightEstimate(string Limit, double PerSecond, double Seconds);

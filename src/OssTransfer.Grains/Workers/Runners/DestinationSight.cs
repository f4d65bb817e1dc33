namespace OssTransfer.Grains.Workers.Runners;

/// <summary>How the destination was looked at.</summary>
/// <param name="At">When.</param>
/// <param name="IsAll">The whole listing was seen at once, so that what it didn't show was not there.</param>
internal readonly record struct DestinationSight(DateTimeOffset At, bool IsAll);

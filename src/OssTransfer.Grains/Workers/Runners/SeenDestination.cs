namespace OssTransfer.Grains.Workers.Runners;

/// <summary>When, and how much of it, the destination was seen.</summary>
/// <param name="At">When.</param>
/// <param name="IsAll">The whole listing was seen at once, so that what it didn't show was not there.</param>
internal readonly record struct SeenDestination(DateTimeOffset At, bool IsAll);

namespace OssTransfer.Jobs.Notices;

/// <summary>A channel that doesn't work: nothing more is tried before a time, or before it was set again.</summary>
/// <param name="Until">Until when.</param>
/// <param name="Failures">How often in a row it failed.</param>
/// <param name="Settings">The version of the settings with which it failed.</param>
/// <param name="Error">What went wrong, in the other side's words.</param>
public sealed record ChannelBackOff(DateTimeOffset Until, int Failures, long Settings, string Error);

namespace OssTransfer.Jobs.Config.Rates;

/// <summary>What a limit is at one moment.</summary>
/// <param name="PerSecond">How much per second; null: no limit.</param>
/// <param name="Until">When it is another one for the first time; null: never.</param>
public readonly record struct RateMoment(long? PerSecond, DateTimeOffset? Until);

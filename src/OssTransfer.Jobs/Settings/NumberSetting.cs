namespace OssTransfer.Jobs.Settings;

/// <summary>A number that is set.</summary>
/// <param name="Value">1 to 1000; null takes it back, so that the silos' own options hold again.</param>
public sealed record NumberSetting(int? Value);

namespace OssTransfer.Jobs.Settings;

/// <summary>A number that is set.</summary>
/// <param name="Value">Null takes it back, so that holds again what does where nothing was set.</param>
public sealed record NumberSetting(int? Value);

namespace OssTransfer.Jobs.Settings;

/// <summary>A text that is set.</summary>
/// <param name="Value">Null takes it back.</param>
public sealed record TextSetting(string? Value);

namespace OssTransfer.Jobs.Settings;

/// <summary>How a connection is secured, as it is set.</summary>
/// <param name="Value">Null takes it back.</param>
public sealed record SmtpSecuritySetting(SmtpSecurity? Value);

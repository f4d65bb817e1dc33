namespace OssTransfer.Jobs.Config;

/// <summary>A proxy, without its password.</summary>
/// <param name="Address">Scheme (<c>http</c>, <c>https</c>, <c>socks5</c>), host and port only.</param>
/// <param name="User">The user name, decoded; null: none.</param>
public sealed record ProxySpec(Uri Address, string? User);

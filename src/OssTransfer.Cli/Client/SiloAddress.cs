using System.Security.Cryptography.X509Certificates;

namespace OssTransfer.Cli.Client;

/// <summary>Where a silo's API is, and what opens it.</summary>
/// <param name="Url">The API's base.</param>
/// <param name="Token">The bearer token.</param>
/// <param name="TokenFrom">Where the token was found, for messages.</param>
/// <param name="Silo">The silo as messages call it.</param>
/// <param name="Certificate">The only certificate that is taken from it; null: one that this machine trusts.</param>
internal sealed record SiloAddress(Uri Url, Storage.Secret Token, string TokenFrom, string Silo, X509Certificate2? Certificate = null);

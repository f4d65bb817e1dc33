using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using OssTransfer.Contracts;

namespace OssTransfer.Silo.Api;

/// <summary>
/// The silo's tokens, as digests of equal length, which are compared in constant time: an answer's delay says nothing.
/// Metrics have one of their own, which is taken there alone.
/// </summary>
internal sealed class ApiToken(ApiOptions options)
{
    private readonly byte[] _digest = Digest(options.Token.Reveal());
    private readonly byte[]? _metrics = options.MetricsToken is { } token ? Digest(token.Reveal()) : null;

    /// <summary>Opens everything.</summary>
    public bool Is(string token) => CryptographicOperations.FixedTimeEquals(Digest(token), _digest);

    /// <summary>Opens this path. Both are compared, whatever the first comparison says.</summary>
    public bool Opens(string token, PathString path) =>
        Is(token) | (_metrics is not null && path == ApiRoutes.Metrics && CryptographicOperations.FixedTimeEquals(Digest(token), _metrics));

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

using System.Security.Cryptography;
using System.Text;

namespace OssTransfer.Silo.Api;

/// <summary>The silo's token, as what is held against it: digests of equal length are compared in constant time, so an answer's delay tells nothing.</summary>
internal sealed class ApiToken(ApiOptions options)
{
    private readonly byte[] _digest = Digest(options.Token.Reveal());

    public bool Is(string token) => CryptographicOperations.FixedTimeEquals(Digest(token), _digest);

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

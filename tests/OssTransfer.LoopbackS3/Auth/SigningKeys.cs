using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace OssTransfer.LoopbackS3.Auth;

/// <summary>The derived key of each day and region.</summary>
internal sealed class SigningKeys(string secretKey)
{
    private readonly ConcurrentDictionary<string, byte[]> _keys = new(StringComparer.Ordinal);

    public byte[] For(CredentialScope scope) => _keys.GetOrAdd(scope.Text, _ => Derive(scope));

    private byte[] Derive(CredentialScope scope)
    {
        var day = HMACSHA256.HashData(Encoding.UTF8.GetBytes("AWS4" + secretKey), Encoding.UTF8.GetBytes(scope.Date));
        var region = HMACSHA256.HashData(day, Encoding.UTF8.GetBytes(scope.Region));
        var service = HMACSHA256.HashData(region, "s3"u8);
        return HMACSHA256.HashData(service, "aws4_request"u8);
    }
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace OssTransfer.Silo.Api;

/// <summary>Refuses every request without the token. Digests of equal length are compared in constant time, so an answer's delay tells nothing.</summary>
internal sealed class BearerTokenMiddleware(RequestDelegate next, ApiOptions options)
{
    private const string Scheme = "Bearer ";
    private readonly byte[] _digest = Digest(options.Token.Reveal());

    public Task InvokeAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { } value || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return RefuseAsync(http, "The request carries no token. Send 'Authorization: Bearer TOKEN' with the text of conf/token in the silo's home.");
        }

        return CryptographicOperations.FixedTimeEquals(Digest(value[Scheme.Length..].Trim()), _digest)
            ? next(http)
            : RefuseAsync(http, "The token is not this silo's. Take the text of conf/token in the silo's home.");
    }

    private static Task RefuseAsync(HttpContext http, string message)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Answers.WriteAsync(http, StatusCodes.Status401Unauthorized, message);
    }

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using OssTransfer.Contracts;
using OssTransfer.Silo.Connections;

namespace OssTransfer.Silo.Api;

/// <summary>
/// Refuses every request without the token. Digests of equal length are compared in constant time, so an answer's delay tells nothing.
/// A browser can send it as the password of HTTP Basic, with any user name, but only to read the dashboard: what it sends by itself,
/// led by another site's page, must never change anything.
/// </summary>
internal sealed class BearerTokenMiddleware(RequestDelegate next, ApiOptions options)
{
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    private readonly byte[] _digest = Digest(options.Token.Reveal());

    public Task InvokeAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization;
        var isPage = IsPage(http.Request);
        if (header.Count != 1 || TokenIn(header[0] ?? "", isPage) is not { } token)
        {
            return RefuseAsync(http, isPage, isPage
                ? "The dashboard wants the API's token: any user name, and the text of conf/token in the silo's home as password."
                : "The request carries no token. Send 'Authorization: Bearer TOKEN' with the text of conf/token in the silo's home.");
        }

        if (!CryptographicOperations.FixedTimeEquals(Digest(token), _digest))
        {
            return RefuseAsync(http, isPage, "The token is not this silo's. Take the text of conf/token in the silo's home.");
        }

        return http.Features.Get<GatedConnection>() is { } connection ? CallAsync(http, connection) : next(http);
    }

    // Between two calls it is a stranger like any other.
    private async Task CallAsync(HttpContext http, GatedConnection connection)
    {
        connection.Prove();
        try
        {
            await next(http);
        }
        finally
        {
            connection.Lapse();
        }
    }

    private static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && request.Path.StartsWithSegments(ApiRoutes.Dashboard, StringComparison.Ordinal);

    private static string? TokenIn(string header, bool isPage)
    {
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return header[Bearer.Length..].Trim();
        }

        var decoded = new byte[header.Length];
        return isPage && header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)
            && Convert.TryFromBase64String(header[Basic.Length..].Trim(), decoded, out var length)
            && Encoding.UTF8.GetString(decoded, 0, length) is var pair && pair.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
            ? pair[(colon + 1)..]
            : null;
    }

    private static Task RefuseAsync(HttpContext http, bool isPage, string message)
    {
        http.Response.Headers.WWWAuthenticate = isPage ? "Basic realm=\"osstransfer\", charset=\"UTF-8\"" : "Bearer";
        return Answers.WriteAsync(http, StatusCodes.Status401Unauthorized, message);
    }

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

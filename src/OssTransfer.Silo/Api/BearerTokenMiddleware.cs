using Microsoft.AspNetCore.Http;
using OssTransfer.Silo.Connections;

namespace OssTransfer.Silo.Api;

/// <summary>Refuses every request without the token that nothing else has admitted (<see cref="Admission"/>).</summary>
internal sealed class BearerTokenMiddleware(RequestDelegate next, ApiToken token)
{
    private const string Bearer = "Bearer ";

    public Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<Admission>() is not null)
        {
            return next(http);
        }

        var header = http.Request.Headers.Authorization;
        if (header.Count != 1 || header[0]?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) != true)
        {
            return RefuseAsync(http, "The request carries no token. Send 'Authorization: Bearer TOKEN' with the text of conf/token in the silo's home.");
        }

        return token.Opens(header[0]![Bearer.Length..].Trim(), http.Request.Path)
            ? AuthenticatedCalls.RunAsync(http, next)
            : RefuseAsync(http, "The token is not this silo's. Take the text of conf/token in the silo's home.");
    }

    private static Task RefuseAsync(HttpContext http, string message)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Answers.WriteAsync(http, StatusCodes.Status401Unauthorized, message);
    }
}

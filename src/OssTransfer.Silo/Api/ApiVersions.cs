using Microsoft.AspNetCore.Builder;

namespace OssTransfer.Silo.Api;

/// <summary>
/// The version of the API in its paths. <c>/api/</c> without one is the same as <c>/api/v1/</c> for good: command lines of every version call it so.
/// </summary>
internal static class ApiVersions
{
    private const string Root = "/api";
    private const string First = "/api/v1";

    /// <summary>Requests for the first version go on to the endpoints. Comes before routing.</summary>
    public static void UseApiVersions(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.Path.StartsWithSegments(First, StringComparison.Ordinal, out var rest))
        {
            http.Request.Path = Root + rest;
        }

        return next(http);
    });

    /// <summary>How an endpoint's path is published.</summary>
    public static string Published(string path) =>
        path.StartsWith(Root + "/", StringComparison.Ordinal) ? First + path[Root.Length..] : path;
}

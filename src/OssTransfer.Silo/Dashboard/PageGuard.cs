using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OssTransfer.Contracts;
using OssTransfer.Silo.Api;
using OssTransfer.Silo.Connections;
using OssTransfer.Storage;

namespace OssTransfer.Silo.Dashboard;

/// <summary>
/// The door of every page: nothing of the silo is shown without a session, nothing is changed but by a form of this dashboard, and no other site's page can
/// frame it, lead it or reach it under a name of its own.
/// </summary>
internal sealed class PageGuard(RequestDelegate next, Sessions sessions)
{
    public const string FormTokenField = "form-token";

    private const int MaxFormBytes = 64 << 10;

    private const string ContentPolicy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    // Its pages bring scripts of their own within them.
    private const string OrleansPolicy = "frame-ancestors 'none'";

    public async Task InvokeAsync(HttpContext http)
    {
        var path = http.Request.Path;
        if (!PageRoutes.IsPage(path))
        {
            await next(http);
            return;
        }

        var isOrleans = path.StartsWithSegments(ApiRoutes.Dashboard, StringComparison.Ordinal);
        http.Response.Headers.ContentSecurityPolicy = isOrleans ? OrleansPolicy : ContentPolicy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.XFrameOptions = "DENY";
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        http.Response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        http.Response.Headers.CacheControl = "no-store";

        if (!IsNamedAsItself(http))
        {
            await RefuseAsync(
                http,
                $"This silo is not called '{VisibleText.OfLine(http.Request.Host.Host)}'. On its own machine it is http://127.0.0.1 or http://localhost.");
            return;
        }

        var isPost = HttpMethods.IsPost(http.Request.Method);
        var isRead = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        if (!isRead && (!isPost || isOrleans))
        {
            http.Response.Headers.Allow = isOrleans ? "GET, HEAD" : "GET, HEAD, POST";
            await Answers.WriteAsync(http, StatusCodes.Status405MethodNotAllowed, $"'{http.Request.Method} {path}' is not possible.");
            return;
        }

        var key = SessionCookies.KeyIn(http);
        var session = sessions.Find(key);
        if (session is null && !PageRoutes.IsOpen(path))
        {
            await RefuseStrangerAsync(http, isRead);
            return;
        }

        if (isPost && !await IsOwnFormAsync(http, session is null ? SessionCookies.DoorKeyIn(http) : key))
        {
            await RefuseAsync(http, "This form is not of this session's pages, or too old. Nothing was done. Load the page again and repeat it.");
            return;
        }

        http.Features.Set(Admission.Granted);
        if (session is null)
        {
            await next(http);
            return;
        }

        http.Features.Set(session);
        await ProvenCalls.RunAsync(http, next);
    }

    /// <summary>
    /// On this machine's own address it answers to no name but its own: another site's name that leads here would make that site's pages same-origin.
    /// </summary>
    private static bool IsNamedAsItself(HttpContext http)
    {
        var host = http.Request.Host.Host;
        return http.Connection.LocalIpAddress is not { } local || !IPAddress.IsLoopback(local)
            || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var named) && IPAddress.IsLoopback(named))
            || host.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase);
    }

    private static Task RefuseStrangerAsync(HttpContext http, bool isRead)
    {
        if (isRead && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Redirect($"{PageRoutes.SignIn}?to={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}");
            return Task.CompletedTask;
        }

        return Answers.WriteAsync(
            http, StatusCodes.Status401Unauthorized, $"Nobody is signed in. {PageRoutes.SignIn} takes the text of conf/token in the silo's home.");
    }

    private static Task RefuseAsync(HttpContext http, string message) => Answers.WriteAsync(http, StatusCodes.Status400BadRequest, message);

    private static async Task<bool> IsOwnFormAsync(HttpContext http, string? key)
    {
        var request = http.Request;
        if (key is null || !IsSameOrigin(request) || !request.HasFormContentType)
        {
            return false;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxFormBytes;
        }

        var form = await request.ReadFormAsync(http.RequestAborted);
        return Sessions.IsFormToken(key, form[FormTokenField]);
    }

    // Browsers say one or both; what is no browser has no cookie that somebody could abuse.
    private static bool IsSameOrigin(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
            && (request.Headers.Origin.ToString() is not { Length: > 0 } origin
                || (Uri.TryCreate(origin, UriKind.Absolute, out var from)
                    && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)));
}

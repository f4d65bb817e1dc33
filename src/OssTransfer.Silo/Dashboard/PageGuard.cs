using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OssTransfer.Contracts;
using OssTransfer.Silo.Api;
using OssTransfer.Silo.Connections;
using OssTransfer.Storage;

namespace OssTransfer.Silo.Dashboard;

/// <summary>
/// Guards every page: nothing of the silo is shown without a session, nothing is changed but by a form of this dashboard, and no other site's page can frame
/// it, lead it or reach it under a name of its own.
/// </summary>
internal sealed class PageGuard(RequestDelegate next, Sessions sessions, PageWriter pages, SignInPages signIn)
{
    public const string FormTokenField = "form-token";

    private const int MaxFormBytes = 64 << 10;

    private const string ContentPolicy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    // Its pages bring scripts of their own within them.
    private const string OrleansPolicy = "frame-ancestors 'none'";

    public async Task InvokeAsync(HttpContext http)
    {
        var path = http.Request.Path;
        if (!PageRoutes.IsPage(path) && !IsLookedFor(http))
        {
            await next(http);
            return;
        }

        var isOrleans = path.StartsWithSegments(ApiRoutes.Dashboard);

        // At the very last: an error below takes back what was set before.
        http.Response.OnStarting(() =>
        {
            Protect(http.Response.Headers, isOrleans ? OrleansPolicy : ContentPolicy);
            return Task.CompletedTask;
        });

        if (!IsNamedAsItself(http))
        {
            await RefuseNameAsync(http);
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

        if (session is not null)
        {
            http.Features.Set(session);
        }

        if (isPost && await RefusalOfFormAsync(http, session is null ? SessionCookies.DoorKeyIn(http) : key) is var (status, refusal))
        {
            await RefuseFormAsync(http, status, refusal);
            return;
        }

        http.Features.Set(Admission.Granted);
        await (session is null ? next(http) : AuthenticatedCalls.RunAsync(http, next));
        await DescribeEmptyAsync(http);
    }

    // A page that was typed into a browser and isn't there.
    private static bool IsLookedFor(HttpContext http) =>
        http.GetEndpoint() is null && AcceptsHtml(http) && http.Request.Headers.Authorization.Count == 0 && !PageRoutes.IsApi(http.Request.Path);

    private static bool AcceptsHtml(HttpContext http) => http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static void Protect(IHeaderDictionary headers, string policy)
    {
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }
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

    private static Task RefuseNameAsync(HttpContext http)
    {
        var message = $"This silo is not called '{VisibleText.OfLine(http.Request.Host.Host)}'. On its own machine it is http://127.0.0.1 or http://localhost.";
        if (!AcceptsHtml(http))
        {
            return Answers.WriteAsync(http, StatusCodes.Status400BadRequest, message);
        }

        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(message, http.RequestAborted);
    }

    private static Task RefuseStrangerAsync(HttpContext http, bool isRead)
    {
        if (AcceptsHtml(http) && isRead)
        {
            http.Response.Redirect(SignInFor(http.Request.Path + http.Request.QueryString));
            return Task.CompletedTask;
        }

        if (AcceptsHtml(http))
        {
            // The session has ended below the form. Its address may have no page: the job that it is about has one.
            SeeOther.Go(http, SignInFor(http.Request.RouteValues["id"] is string job ? PageRoutes.Job(job) : PageRoutes.Home));
            return Task.CompletedTask;
        }

        return Answers.WriteAsync(
            http, StatusCodes.Status401Unauthorized, $"Nobody is signed in. {PageRoutes.SignIn} takes the text of conf/token in the silo's home.");
    }

    private static string SignInFor(string url) => $"{PageRoutes.SignIn}?to={Uri.EscapeDataString(url)}";

    private Task RefuseFormAsync(HttpContext http, int status, string refusal) =>
        !AcceptsHtml(http) ? Answers.WriteAsync(http, status, refusal)
        : http.Features.Get<Session>() is null ? signIn.ShowAgainAsync(http, status)
        : pages.WriteProblemAsync(http, "Nothing was done", refusal, status);

    // A browser is shown a page, also where there is none.
    private Task DescribeEmptyAsync(HttpContext http) => http.Response switch
    {
        { HasStarted: true } => Task.CompletedTask,
        { StatusCode: StatusCodes.Status404NotFound } when AcceptsHtml(http) => pages.WriteNothingAsync(http),
        { StatusCode: StatusCodes.Status405MethodNotAllowed } when AcceptsHtml(http) => pages.WriteProblemAsync(
            http, "No such page", "This address only takes what a form of these pages sends.", StatusCodes.Status405MethodNotAllowed),
        _ => Task.CompletedTask,
    };

    /// <summary>Why what was sent is not taken; null: it is a form of the pages that were given to the holder of this key.</summary>
    private static async Task<(int Status, string Text)?> RefusalOfFormAsync(HttpContext http, string? key)
    {
        const string Unreadable = "What was sent cannot be read as a form of these pages. Nothing was done. Load the page again and repeat it.";
        const string Foreign = "This form is not of this session's pages, or too old. Nothing was done. Load the page again and repeat it.";
        var request = http.Request;
        if (!request.HasFormContentType)
        {
            return (StatusCodes.Status400BadRequest, Unreadable);
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxFormBytes;
        }

        try
        {
            var form = await request.ReadFormAsync(http.RequestAborted);
            return key is not null && IsSameOrigin(request) && Sessions.IsFormToken(key, form[FormTokenField])
                ? null
                : (StatusCodes.Status400BadRequest, Foreign);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (e.StatusCode, $"The form is too large: at most {MaxFormBytes >> 10} KiB. Nothing was done.");
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return (StatusCodes.Status400BadRequest, Unreadable);
        }
    }

    // Browsers say one or both; what is no browser has no cookie that could be abused.
    private static bool IsSameOrigin(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
            && (request.Headers.Origin.ToString() is not { Length: > 0 } origin
                || (Uri.TryCreate(origin, UriKind.Absolute, out var from)
                    && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)));
}

using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using OssTransfer.Silo.Api;
using OssTransfer.Silo.Dashboard.Pages;

namespace OssTransfer.Silo.Dashboard;

/// <summary>In and out.</summary>
internal sealed class SignInPages(ApiToken token, Sessions sessions, SignInAttempts attempts, PageWriter pages, ILogger<SignInPages> logger)
{
    public Task ShowAsync(HttpContext http)
    {
        var to = http.Request.Query["to"];
        return http.Features.Get<Session>() is null ? WriteAsync(http, to, null, StatusCodes.Status200OK) : GoAsync(http, to);
    }

    /// <summary>The form again, for one that could not be used.</summary>
    public Task ShowAgainAsync(HttpContext http, int status) => WriteAsync(
        http,
        http.Features.Get<IFormFeature>()?.Form?["to"],
        "The form was too old, or is not of this page. Nothing was done: give the token here once more.",
        status);

    public Task SignInAsync(HttpContext http)
    {
        var to = http.Request.Form["to"].ToString();
        if (attempts.Blocked(http.Connection.RemoteIpAddress) is { } wait)
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);
            return WriteAsync(http, to, "Too many wrong tokens from this address. Wait a minute, then try again.", StatusCodes.Status429TooManyRequests);
        }

        if (!token.Is(http.Request.Form["token"].ToString().Trim()))
        {
            attempts.NoteWrong(http.Connection.RemoteIpAddress);
            ApiLog.SignInRefused(logger, http.Connection.RemoteIpAddress);
            return WriteAsync(http, to, "This is not this silo's token. Take the text of conf/token in the silo's home.", StatusCodes.Status401Unauthorized);
        }

        SessionCookies.Give(http, sessions.Open());
        return GoAsync(http, to);
    }

    public Task SignOutAsync(HttpContext http)
    {
        sessions.Close(SessionCookies.KeyIn(http)!);
        SessionCookies.Take(http);
        SeeOther.Go(http, PageRoutes.SignIn);
        return Task.CompletedTask;
    }

    private static Task GoAsync(HttpContext http, string? to)
    {
        // Only to pages of this silo: what begins with two slashes leads to another host.
        var isOwn = to is ['/', ..] and not ['/', '/' or '\\', ..] && !to.Any(char.IsControl) && PageRoutes.IsPage(to.Split('?')[0]);
        SeeOther.Go(http, isOwn ? to! : PageRoutes.Home);
        return Task.CompletedTask;
    }

    private Task WriteAsync(HttpContext http, string? to, string? problem, int status) => pages.WriteAsync<SignInPage>(
        http,
        "Sign in",
        new Dictionary<string, object?> { [nameof(SignInPage.To)] = string.IsNullOrEmpty(to) ? PageRoutes.Home : to, [nameof(SignInPage.Problem)] = problem },
        status);
}

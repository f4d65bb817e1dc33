using Microsoft.AspNetCore.Http;

namespace OssTransfer.Silo.Dashboard;

/// <summary>
/// The cookies of the dashboard: no script reads them, no other site's page sends them, and over TLS nothing else carries them. Browsers give cookies to
/// every port of a host, so their names have the port that the browser sees.
/// </summary>
internal static class SessionCookies
{
    private const string Language = "osstransfer-language";

    // Long enough to find the token in.
    private static readonly TimeSpan DoorLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan LanguageLifetime = TimeSpan.FromDays(365);

    /// <summary>The key of the session.</summary>
    public static string? KeyIn(HttpContext http) => http.Request.Cookies[SessionName(http)];

    public static void Give(HttpContext http, string key) => http.Response.Cookies.Append(SessionName(http), key, Options(http, Sessions.Lifetime));

    public static void Take(HttpContext http) => http.Response.Cookies.Delete(SessionName(http), Options(http, null));

    /// <summary>The key of a browser that has only seen the sign-in: its form is as safe as the others'.</summary>
    public static string? DoorKeyIn(HttpContext http) => http.Request.Cookies[DoorName(http)];

    public static string GiveDoorKey(HttpContext http)
    {
        var key = DoorKeyIn(http) is { Length: > 0 } given ? given : Sessions.NewKey();
        http.Response.Cookies.Append(DoorName(http), key, Options(http, DoorLifetime));
        return key;
    }

    public static string? LanguageIn(HttpContext http) => http.Request.Cookies[Language];

    public static void GiveLanguage(HttpContext http, string language) =>
        http.Response.Cookies.Append(Language, language, Options(http, LanguageLifetime));

    private static string SessionName(HttpContext http) => $"{Prefix(http)}osstransfer-{http.Request.Host.Port ?? 0}";

    private static string DoorName(HttpContext http) => $"{Prefix(http)}osstransfer-door-{http.Request.Host.Port ?? 0}";

    // With it a browser refuses the cookie unless it comes over TLS, from this very host, for all of it.
    private static string Prefix(HttpContext http) => http.Request.IsHttps ? "__Host-" : "";

    private static CookieOptions Options(HttpContext http, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps,
        Path = "/",
        MaxAge = lifetime,
        IsEssential = true,
    };
}

using Microsoft.AspNetCore.Http;
using OssTransfer.Contracts.Languages;

namespace OssTransfer.Silo.Dashboard;

/// <summary>The language of a page: what was chosen on one, else what the browser asks for.</summary>
internal static class PageLanguage
{
    private const string English = "en";
    private const string Chinese = "zh";

    private static readonly Lazy<Translation> ChineseTexts = new(Translation.Chinese);

    /// <summary>Its name. A choice is remembered.</summary>
    public static string Of(HttpContext http)
    {
        if (Known(http.Request.Query["lang"]) is { } chosen)
        {
            SessionCookies.GiveLanguage(http, chosen);
            return chosen;
        }

        return Known(SessionCookies.LanguageIn(http)) ?? Asked(http) ?? English;
    }

    public static Translation Texts(string language) => language == Chinese ? ChineseTexts.Value : Translation.None;

    private static string? Asked(HttpContext http) => http.Request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => Known(language.Value.Value?.Split('-')[0].ToLowerInvariant()))
        .FirstOrDefault(language => language is not null);

    private static string? Known(string? name) => name is English or Chinese ? name : null;
}

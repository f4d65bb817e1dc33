using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Primitives;
using OssTransfer.Contracts;

namespace OssTransfer.Silo.Api;

/// <summary>
/// Long lists in pages, the same way everywhere: <c>limit</c> is how many at most, <c>after</c> the place where the page before ended, which is opaque to
/// callers, and where there is a next page its address is in the answer's <c>Link</c> header (RFC 8288). <c>Total-Count</c> is how many there are on all pages,
/// where that is known without reading them. A list that is asked for with neither is whole.
/// </summary>
internal static class Paging
{
    /// <summary>The largest page.</summary>
    public const int Most = ApiRoutes.MostOfPage;

    /// <summary>Lines of a page where the caller doesn't say.</summary>
    public const int Default = 100;

    /// <summary>What is wrong with a page that is asked for; null: nothing.</summary>
    public static Refused? Problem(int? limit) => limit is < 1 or > Most ? Answers.RefuseUsage($"'limit' must be 1 to {Most}.") : null;

    /// <summary>A place that is none in the list as it is.</summary>
    public static Refused Lost() => Answers.RefuseUsage("'after' is no place in this list as it is now: leave it out and begin with the first page.");

    /// <summary>Names the next page.</summary>
    public static void Link(HttpContext http, string? next)
    {
        if (next is null)
        {
            return;
        }

        var query = new QueryBuilder(http.Request.Query.Where(pair => pair.Key != "after")) { { "after", next } };
        http.Response.Headers.Link = new StringValues($"<{ApiVersions.Published(http.Request.Path.ToUriComponent())}{query}>; rel=\"next\"");
    }

    /// <summary>Tells how many there are on all pages.</summary>
    public static void Total(HttpContext http, int count) => http.Response.Headers[ApiRoutes.Total] = count.ToString(CultureInfo.InvariantCulture);

    /// <summary>The place right behind an item of this name.</summary>
    public static string Behind(string name) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(name));

    /// <summary>The name in a place; null: it is none.</summary>
    public static string? NameIn(string cursor)
    {
        try
        {
            return Base64Url.IsValid(cursor) ? new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Base64Url.DecodeFromChars(cursor)) : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

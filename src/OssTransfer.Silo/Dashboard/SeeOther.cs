using System.Text;
using Microsoft.AspNetCore.Http;

namespace OssTransfer.Silo.Dashboard;

/// <summary>Leads a browser on, by a GET whatever it came with.</summary>
internal static class SeeOther
{
    /// <param name="http">The request.</param>
    /// <param name="url">Path and query. Headers are ASCII, so what isn't, and spaces, are escaped; what is escaped already stays.</param>
    public static void Go(HttpContext http, string url)
    {
        var written = new StringBuilder(url.Length);
        foreach (var letter in url.EnumerateRunes())
        {
            written.Append(letter is { IsAscii: true, Value: > ' ' } ? letter.ToString() : Uri.EscapeDataString(letter.ToString()));
        }

        http.Response.Headers.Location = written.ToString();
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
    }
}

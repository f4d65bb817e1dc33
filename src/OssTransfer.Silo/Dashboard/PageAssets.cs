using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace OssTransfer.Silo.Dashboard;

/// <summary>Style, script and icon, which lie in the assembly. Their addresses change with their content, so browsers may keep them.</summary>
internal static class PageAssets
{
    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        ["dashboard.css"] = "text/css; charset=utf-8",
        ["dashboard.js"] = "text/javascript; charset=utf-8",
        ["icon.svg"] = "image/svg+xml",
    }.ToFrozenDictionary();

    private static readonly Lazy<FrozenDictionary<string, (byte[] Content, string Digest)>> All = new(Load);

    /// <summary>Where a page finds it.</summary>
    public static string Url(string name) => $"{PageRoutes.Assets}/{name}?{All.Value[name].Digest}";

    public static Task WriteAsync(HttpContext http)
    {
        if (http.Request.RouteValues["name"] is not string name || !All.Value.TryGetValue(name, out var asset))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        http.Response.ContentType = Types[name];
        http.Response.ContentLength = asset.Content.Length;
        http.Response.Headers.CacheControl = http.Request.QueryString.Value == "?" + asset.Digest ? "public, max-age=31536000, immutable" : "no-cache";
        return http.Response.Body.WriteAsync(asset.Content, http.RequestAborted).AsTask();
    }

    private static FrozenDictionary<string, (byte[] Content, string Digest)> Load() => Types.Keys.ToFrozenDictionary(name => name, name =>
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream("dashboard/" + name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return (content, Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8)));
    });
}

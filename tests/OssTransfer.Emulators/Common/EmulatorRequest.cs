using System.Text;
using Microsoft.AspNetCore.Http;

namespace OssTransfer.Emulators.Common;

/// <summary>A request as it came. Keys are bytes; texts of headers are their bytes as Latin-1.</summary>
public sealed class EmulatorRequest
{
    private readonly HttpContext _http;

    internal EmulatorRequest(HttpContext http, string rawTarget, string id)
    {
        _http = http;
        Id = id;
        RawTarget = rawTarget;
        var target = WithoutAuthority(rawTarget);
        var question = target.IndexOf('?', StringComparison.Ordinal);
        RawPath = question < 0 ? target : target[..question];
        RawQuery = question < 0 ? "" : target[(question + 1)..];
        Path = UrlCode.Decode(RawPath, plusIsSpace: false);
        Query = UrlCode.ParseQuery(RawQuery);
    }

    /// <summary>An id that this emulator has not given before.</summary>
    public string Id { get; }

    public string Method => _http.Request.Method;

    /// <summary>Path and query as they stood in the request line.</summary>
    public string RawTarget { get; }

    public string RawPath { get; }

    /// <summary>Without the question mark.</summary>
    public string RawQuery { get; }

    /// <summary>The path with its escapes decoded.</summary>
    public byte[] Path { get; }

    /// <summary>Decoded, in the order in which it came; the value is null for a name without '='.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Query { get; }

    /// <summary>Host with its port, as it came.</summary>
    public string Host => _http.Request.Headers.Host.ToString();

    public IHeaderDictionary Headers => _http.Request.Headers;

    /// <summary>What the vendor understood: empty for the service.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>Empty for a bucket.</summary>
    public byte[] Key { get; set; } = [];

    public string KeyText => Encoding.UTF8.GetString(Key);

    /// <summary>The vendor's name of what is asked.</summary>
    public string Operation { get; set; } = "";

    /// <summary>The whole body.</summary>
    public byte[] Body { get; private set; } = [];

    /// <summary>How this request goes wrong; null for most.</summary>
    public EmulatorFault? Fault { get; internal set; }

    /// <summary>The header's value; null where there is none.</summary>
    public string? Header(string name) => _http.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>The parameter's value; null where there is none, empty for a name alone.</summary>
    public string? Parameter(string name)
    {
        foreach (var (key, value) in Query)
        {
            if (key == name)
            {
                return value ?? "";
            }
        }

        return null;
    }

    internal async Task ReadBodyAsync(CancellationToken cancellationToken)
    {
        if (_http.Request.ContentLength is null or > 0 && !HttpMethods.IsGet(Method) && !HttpMethods.IsHead(Method))
        {
            using var body = new MemoryStream();
            await _http.Request.Body.CopyToAsync(body, cancellationToken);
            Body = body.ToArray();
        }
    }

    /// <summary>Drops <c>http://host</c>, which clients send to a proxy.</summary>
    private static string WithoutAuthority(string rawTarget)
    {
        if (rawTarget.StartsWith('/'))
        {
            return rawTarget;
        }

        var scheme = rawTarget.IndexOf("://", StringComparison.Ordinal);
        var slash = scheme < 0 ? -1 : rawTarget.IndexOf('/', scheme + 3);
        return slash < 0 ? "/" : rawTarget[slash..];
    }
}

using System.Net;
using System.Text.RegularExpressions;

namespace OssTransfer.Emulators.Common;

/// <summary>Which bucket and key a request is about: by the vendor's host names, by custom domains, and as path where the host is an address.</summary>
public sealed class BucketHosts(EmulatorOptions options, string pattern)
{
    private readonly Regex _host = new($"^(?<bucket>[a-z0-9-]+)\\.{pattern}$", RegexOptions.CultureInvariant);
    private readonly Regex _service = new($"^{pattern}$", RegexOptions.CultureInvariant);

    /// <summary>Sets bucket and key. False: the host is the service's own and the path names a bucket, which vendors refuse.</summary>
    public bool Find(EmulatorRequest request)
    {
        var host = WithoutPort(request.Host);
        if (options.Domains.TryGetValue(host, out var bound))
        {
            (request.Bucket, request.Key) = (bound, request.Path[1..]);
            return true;
        }

        if (_host.Match(host) is { Success: true } match)
        {
            (request.Bucket, request.Key) = (match.Groups["bucket"].Value, request.Path[1..]);
            return true;
        }

        var rest = request.Path.AsSpan(1);
        var slash = rest.IndexOf((byte)'/');
        request.Bucket = System.Text.Encoding.UTF8.GetString(slash < 0 ? rest : rest[..slash]);
        request.Key = slash < 0 ? [] : rest[(slash + 1)..].ToArray();
        return !_service.IsMatch(host) || request.Bucket.Length == 0;
    }

    private static string WithoutPort(string host) =>
        IPEndPoint.TryParse(host, out _) || !host.Contains(':', StringComparison.Ordinal) ? host.Split(':')[0] : host[..host.LastIndexOf(':')];
}

using System.Text.Unicode;

namespace OssTransfer.LoopbackS3.Http;

/// <summary>Bucket and key, taken from the request line as it was sent: dot segments, double slashes and escapes mean themselves.</summary>
internal sealed record RequestTarget
{
    public required string Bucket { get; init; }

    public required byte[] Key { get; init; }

    /// <summary>The path with its escapes decoded, for the canonical request.</summary>
    public required byte[] Path { get; init; }

    /// <summary>The bucket stood in the host's name.</summary>
    public bool IsVirtualHost { get; init; }

    public bool HasKey => Key.Length > 0;

    public static (RequestTarget Target, S3Query Query) Parse(string rawTarget, string? host, IReadOnlyList<string> domains)
    {
        var target = WithoutAuthority(rawTarget);
        var question = target.IndexOf('?');
        var path = PercentEncoding.Decode(question < 0 ? target : target[..question], plusIsSpace: false);
        var query = question < 0 ? S3Query.Empty : S3Query.Parse(target[(question + 1)..]);
        if (!Utf8.IsValid(path))
        {
            throw S3Errors.InvalidUri;
        }

        return (BucketOfHost(host, domains) is { } bucket
            ? new RequestTarget { Bucket = bucket, Key = path[1..], Path = path, IsVirtualHost = true }
            : PathStyle(path), query);
    }

    private static RequestTarget PathStyle(byte[] path)
    {
        var rest = path.AsSpan(1);
        var slash = rest.IndexOf((byte)'/');
        return new()
        {
            Bucket = System.Text.Encoding.UTF8.GetString(slash < 0 ? rest : rest[..slash]),
            Key = slash < 0 ? [] : rest[(slash + 1)..].ToArray(),
            Path = path,
        };
    }

    private static string? BucketOfHost(string? host, IReadOnlyList<string> domains)
    {
        if (string.IsNullOrEmpty(host) || char.IsAsciiDigit(host[0]))
        {
            return null;
        }

        var colon = host.LastIndexOf(':');
        var name = colon < 0 ? host : host[..colon];
        foreach (var domain in domains)
        {
            if (name.Length > domain.Length + 1
                && name[^(domain.Length + 1)] == '.'
                && name.EndsWith(domain, StringComparison.OrdinalIgnoreCase))
            {
                return name[..^(domain.Length + 1)];
            }
        }

        return null;
    }

    /// <summary>Drops <c>http://host</c>, which clients send when they think that this is their proxy.</summary>
    private static ReadOnlySpan<char> WithoutAuthority(string rawTarget)
    {
        if (rawTarget.StartsWith('/'))
        {
            return rawTarget;
        }

        var scheme = rawTarget.IndexOf("://", StringComparison.Ordinal);
        var slash = scheme < 0 ? -1 : rawTarget.IndexOf('/', scheme + 3);
        return slash < 0 ? "/" : rawTarget.AsSpan(slash);
    }
}

using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>An endpoint as it was meant.</summary>
/// <param name="IsHttps">https, else http.</param>
/// <param name="Host">In lower case, without the bucket; an IPv6 address in brackets.</param>
/// <param name="Port">Null for the scheme's own.</param>
/// <param name="NamedBucket">The bucket stood in front of the host.</param>
internal sealed partial record S3Endpoint(bool IsHttps, string Host, int? Port, bool NamedBucket)
{
    public string Authority => Port is { } port ? $"{Host}:{port.ToString(CultureInfo.InvariantCulture)}" : Host;

    public bool IsAddress => IPAddress.TryParse(Host.Trim('[', ']'), out _) || !Host.Contains('.', StringComparison.Ordinal);

    /// <summary>The region that the host names; null where it names none.</summary>
    public string? Region => RegionInHost().Match(Host) is { Success: true } match ? match.Groups["region"].Value : null;

    /// <summary>Understands what users paste.</summary>
    /// <param name="text">The endpoint.</param>
    /// <param name="bucket">The bucket, which may stand in front of the host or as path.</param>
    /// <param name="error">Where it can't be understood: why, with the right spelling.</param>
    public static S3Endpoint? Parse(string text, string bucket, out string? error)
    {
        text = text.Trim();
        error = Refuse(text);
        if (error is not null)
        {
            return null;
        }

        var withScheme = text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}";
        if (!Uri.TryCreate(withScheme, UriKind.Absolute, out var url) || url.Host.Length == 0)
        {
            error = "the endpoint is no host name: write it like https://s3.cn-north-1.jdcloud-oss.com";
            return null;
        }

        var named = url.Host.StartsWith($"{bucket}.", StringComparison.OrdinalIgnoreCase) && url.Host.Length > bucket.Length + 1
            && !OneOfOurs(url.Host[bucket.Length..]);
        var host = JdToday(named ? url.Host[(bucket.Length + 1)..] : url.Host);
        var endpoint = new S3Endpoint(url.Scheme == "https", host, url.IsDefaultPort ? null : url.Port, named);
        var path = url.AbsolutePath.Trim('/');
        if (path.Length > 0 && path != bucket)
        {
            error = $"the endpoint has the path '/{path}': write https://{endpoint.Authority} and name the prefix on its own";
            return null;
        }

        return endpoint;
    }

    private static string? Refuse(string text)
    {
        var scheme = text.Split("://", 2) is [var before, _] ? before.ToLowerInvariant() : null;
        var rest = scheme is null ? text : text[(scheme.Length + 3)..];
        return text switch
        {
            "" => "the endpoint is empty: write it like https://s3.cn-north-1.jdcloud-oss.com",
            _ when rest.Contains('@', StringComparison.Ordinal) => "the endpoint holds credentials: write the host alone and give the keys on their own",
            _ when scheme is not null and not "http" and not "https" => $"the endpoint begins with '{scheme}://': write https://HOST",
            _ when MistypedScheme().IsMatch(text) => $"the endpoint's scheme is mistyped: write https://{MistypedScheme().Replace(text, "")}",
            _ when rest.AsSpan().ContainsAny("?# \t\\") => "the endpoint holds more than a host: write it like https://s3.cn-north-1.jdcloud-oss.com",
            _ when rest.Contains("storage.jd.com", StringComparison.OrdinalIgnoreCase) =>
                "storage.jd.com is JD's former storage: write s3.<region>.jdcloud-oss.com, for example https://s3.cn-north-1.jdcloud-oss.com",
            _ when RegionAlone().IsMatch(rest) => $"'{rest}' is a region: for JD Cloud write https://s3.{rest.TrimEnd('/')}.jdcloud-oss.com",
            _ => null,
        };
    }

    /// <summary>A bucket that is named like the first label of its service ("s3") doesn't stand in front of it.</summary>
    private static bool OneOfOurs(string rest) => rest is ".amazonaws.com" || RegionFirst().IsMatch(rest);

    /// <summary>JD's old names of today's endpoints.</summary>
    private static string JdToday(string host) => OldJdHost().Replace(host, "s3.${region}.jdcloud-oss.com");

    [GeneratedRegex(@"^(s3|oss|s3-internal)\.(?<region>[a-z]{2}-[a-z]+-[0-9])\.jcloudcs\.com$")]
    private static partial Regex OldJdHost();

    [GeneratedRegex(@"(^|\.)s3(-internal)?([.-](dualstack|fips))*[.-](?<region>[a-z]{2}(-[a-z]+)+-[0-9]+)\.")]
    private static partial Regex RegionInHost();

    [GeneratedRegex(@"^\.[a-z]{2}(-[a-z]+)+-[0-9]+\.")]
    private static partial Regex RegionFirst();

    [GeneratedRegex(@"^[a-z]{2}-[a-z]+-[0-9]/?$")]
    private static partial Regex RegionAlone();

    [GeneratedRegex(@"^h?t?t?ps?(:|:/|//|:///+)(?=[a-zA-Z])(?!/)", RegexOptions.IgnoreCase)]
    private static partial Regex MistypedScheme();
}

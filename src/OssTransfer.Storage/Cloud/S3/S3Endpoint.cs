using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using OssTransfer.Storage.Cloud.Endpoints;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>An endpoint as it was meant.</summary>
/// <param name="IsHttps">https, else http.</param>
/// <param name="Host">In lower case, without the bucket; an IPv6 address in brackets.</param>
/// <param name="Port">Null for the scheme's own.</param>
/// <param name="NamedBucket">The bucket stood in front of the host.</param>
internal sealed partial record S3Endpoint(bool IsHttps, string Host, int? Port, bool NamedBucket)
{
    private const string Example = "https://s3.cn-north-1.jdcloud-oss.com";

    /// <summary>From the forms of the service; null where it has none.</summary>
    private string? KnownRegion { get; init; }

    public string Authority => Port is { } port ? $"{Host}:{port.ToString(CultureInfo.InvariantCulture)}" : Host;

    public bool IsAddress => IPAddress.TryParse(Host.Trim('[', ']'), out _) || !Host.Contains('.', StringComparison.Ordinal);

    /// <summary>The region that the host names; null where it names none.</summary>
    public string? Region => KnownRegion ?? (RegionInHost().Match(Host) is { Success: true } match ? match.Groups["region"].Value : null);

    /// <summary>Understands what users paste.</summary>
    /// <param name="text">The endpoint.</param>
    /// <param name="bucket">The bucket, which may stand in front of the host or as path.</param>
    /// <param name="error">Where it can't be understood: why, with the right spelling.</param>
    public static S3Endpoint? Parse(string text, string bucket, out string? error)
    {
        var parsed = EndpointParts.Parse(text, Example, out error);
        error ??= Refuse(parsed!.Host);
        if (error is not null)
        {
            return null;
        }

        var named = parsed!.Host.StartsWith($"{bucket}.", StringComparison.OrdinalIgnoreCase) && parsed.Host.Length > bucket.Length + 1
            && !IsServiceHost(parsed.Host[bucket.Length..]);
        var host = named ? parsed.Host[(bucket.Length + 1)..] : parsed.Host;
        var meant = StoreProfiles.Meant(host);
        error = meant is null ? FormProblem(host, bucket) : null;
        if (error is not null)
        {
            return null;
        }

        var endpoint = new S3Endpoint(parsed.IsHttps, meant?.Host ?? host, parsed.Port, named) { KnownRegion = meant?.Region };
        if (parsed.Path.Length > 0 && parsed.Path != bucket)
        {
            error = $"the endpoint has the path '/{parsed.Path}': write https://{endpoint.Authority} and name the prefix on its own";
            return null;
        }

        return endpoint;
    }

    private static string? Refuse(string host) => host switch
    {
        _ when host.EndsWith("storage.jd.com", StringComparison.Ordinal) =>
            $"storage.jd.com is JD's former storage: write s3.<region>.jdcloud-oss.com, for example {Example}",
        _ when RegionAlone().IsMatch(host) => $"'{host}' is a region: for JD Cloud write https://s3.{host}.jdcloud-oss.com",
        _ => null,
    };

    /// <summary>A bucket that is named like the first label of its service ("s3") doesn't stand in front of it.</summary>
    private static bool IsServiceHost(string rest) => rest is ".amazonaws.com" || RegionFirst().IsMatch(rest);

    /// <summary>A host of a service that we know, but not in a form that it has: why; null where we don't know it.</summary>
    private static string? FormProblem(string host, string bucket)
    {
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && StoreProfiles.Meant(host[(dot + 1)..]) is { } behind)
        {
            return $"the endpoint names the bucket '{host[..dot]}', which is not '{bucket}': write https://{behind.Host}";
        }

        var profile = StoreProfiles.ForHost(host);
        return S3Endpoints.Rows.Any(row => row.Vendor == profile.Name)
            ? $"'{host}' is no endpoint of {profile.Traits.Name}: write it like {profile.Example}"
            : null;
    }

    [GeneratedRegex(@"(^|\.)s3(-internal)?([.-](dualstack|fips))*[.-](?<region>[a-z]{2}(-[a-z]+)+-[0-9]+)\.")]
    private static partial Regex RegionInHost();

    [GeneratedRegex(@"^\.[a-z]{2}(-[a-z]+)+-[0-9]+\.")]
    private static partial Regex RegionFirst();

    [GeneratedRegex(@"^[a-z]{2}-[a-z]+-[0-9]$")]
    private static partial Regex RegionAlone();
}

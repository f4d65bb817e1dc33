namespace OssTransfer.Storage.Cloud.Endpoints;

/// <summary>Recognises endpoints as users paste them: with or without scheme, with the bucket in front or behind, by old names. Vendors are rows.</summary>
internal static class EndpointTable
{
    /// <summary>All vendors', in the order in which a host is compared with them.</summary>
    public static IReadOnlyList<EndpointRow> Rows { get; } =
        [.. AliyunEndpoints.Rows, .. TencentEndpoints.Rows, .. QiniuEndpoints.Rows, .. BaiduEndpoints.Rows];

    /// <param name="text">As the user gave it.</param>
    /// <param name="bucket">The bucket, which may stand in front of the host or as path.</param>
    /// <param name="vendor">Whose endpoint it should be.</param>
    /// <param name="example">A right one, for messages.</param>
    /// <param name="error">Where it is wrong or only half right: why, with the right spelling.</param>
    public static CloudEndpoint? Find(string text, string bucket, string vendor, string example, out string? error)
    {
        if (EndpointParts.Parse(text, example, out error) is not { } parsed)
        {
            return null;
        }

        var endpoint = Recognise(parsed, bucket, vendor, out error);
        if (endpoint is not null && parsed.Path.Length > 0 && parsed.Path != bucket)
        {
            error = $"the endpoint has the path '/{parsed.Path}': write {Scheme(parsed)}://{endpoint.Authority} and name the prefix on its own";
        }

        return error is null ? endpoint : null;
    }

    private static CloudEndpoint? Recognise(EndpointParts parsed, string bucket, string vendor, out string? error)
    {
        error = null;
        var host = WithoutBucket(parsed.Host, bucket) ?? parsed.Host;
        if (Known(host, vendor) is { } known)
        {
            return new CloudEndpoint(parsed.IsHttps, parsed.WithPort(known.Meant), EndpointKind.Vendor, known.Region);
        }

        error = Foreign(host, vendor) ?? OtherBucket(parsed, bucket, vendor) ?? Refused(host, vendor);
        if (error is not null)
        {
            return null;
        }

        return new CloudEndpoint(parsed.IsHttps, parsed.Authority, parsed.IsAddress ? EndpointKind.Address : EndpointKind.Custom, null);
    }

    private static (string Meant, string? Region)? Known(string host, string vendor) =>
        Match(host, row => !row.IsRefused && row.Vendor == vendor)?.Found;

    private static string? Refused(string host, string vendor) =>
        Match(host, row => row.IsRefused && row.Vendor == vendor)?.Found.Meant;

    /// <summary>Another vendor's endpoint is never given on purpose.</summary>
    private static string? Foreign(string host, string vendor)
    {
        for (var rest = host; rest is not null; rest = WithoutLabel(rest))
        {
            if (Match(rest, row => !row.IsRefused && row.Vendor != vendor) is { } other)
            {
                return $"'{host}' is an endpoint of {other.Row.Vendor}, not of {vendor}";
            }
        }

        return null;
    }

    /// <summary>A bucket stands in front, but another one.</summary>
    private static string? OtherBucket(EndpointParts parsed, string bucket, string vendor)
    {
        for (var rest = WithoutLabel(parsed.Host); rest is not null; rest = WithoutLabel(rest))
        {
            if (Known(rest, vendor) is { } known)
            {
                var named = parsed.Host[..(parsed.Host.Length - rest.Length - 1)];
                return $"the endpoint names the bucket '{named}', but the bucket is '{bucket}': write {Scheme(parsed)}://{parsed.WithPort(known.Meant)} and the bucket that you mean";
            }
        }

        return null;
    }

    private static (EndpointRow Row, (string Meant, string? Region) Found)? Match(string host, Func<EndpointRow, bool> where)
    {
        foreach (var row in Rows)
        {
            if (where(row) && row.Match(host) is { } found)
            {
                return (row, found);
            }
        }

        return null;
    }

    private static string? WithoutBucket(string host, string bucket) =>
        host.Length > bucket.Length + 1 && host[bucket.Length] == '.' && host.StartsWith(bucket, StringComparison.OrdinalIgnoreCase)
            ? host[(bucket.Length + 1)..]
            : null;

    private static string? WithoutLabel(string host) =>
        host.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? host[(dot + 1)..] : null;

    private static string Scheme(EndpointParts parsed) => parsed.IsHttps ? "https" : "http";
}

namespace OssTransfer.Storage.Cloud.Endpoints;

/// <summary>Aliyun OSS.</summary>
internal static class AliyunEndpoints
{
    private const string Region = "(?<region>[a-z]{2}(-[a-z0-9]+)+?)";

    public static IReadOnlyList<EndpointRow> Rows { get; } =
    [
        Known(@"(s3\.)?oss-accelerate(?<overseas>-overseas)?\.aliyuncs\.com", "oss-accelerate${overseas}.aliyuncs.com"),
        Known($@"(s3\.)?oss-{Region}(?<internal>-internal)?\.aliyuncs\.com", "oss-${region}${internal}.aliyuncs.com"),

        // Both address families.
        Known($@"{Region}\.oss\.aliyuncs\.com", "${region}.oss.aliyuncs.com"),

        // Before there were regions, and before the internal names were reachable from private networks.
        Known(@"oss\.aliyuncs\.com", "oss-cn-hangzhou.aliyuncs.com"),
        Known(@"oss-internal\.aliyuncs\.com", "oss-cn-hangzhou-internal.aliyuncs.com"),
        Known($@"vpc100-oss-{Region}\.aliyuncs\.com", "oss-${region}-internal.aliyuncs.com"),

        Refused($@"oss-{Region}(?<internal>-internal)?(\.aliyun\.com|\.aliyuncs\.cn|\.aliyuncs)?", "'$&' is cut short or misspelt: write https://oss-${region}${internal}.aliyuncs.com"),
        Refused(@"(cn|ap|us|eu|me|na|rg)(-[a-z0-9]+)+", "'$&' is a region: write https://oss-$&.aliyuncs.com"),
        Refused($@"(oss\.)?{Region}(?<internal>-internal)?\.aliyuncs\.com", "'$&' is no endpoint of OSS: write https://oss-${region}${internal}.aliyuncs.com"),
        Refused(@"([a-z0-9-]+\.)*(aliyuncs|aliyun)\.com", "'$&' is no endpoint of OSS: write https://oss-<region>.aliyuncs.com, for example https://oss-cn-hangzhou.aliyuncs.com"),
    ];

    private static EndpointRow Known(string host, string meant) => EndpointRow.Known(VendorNames.Aliyun, host, meant);

    private static EndpointRow Refused(string host, string hint) => EndpointRow.Refused(VendorNames.Aliyun, host, hint);
}

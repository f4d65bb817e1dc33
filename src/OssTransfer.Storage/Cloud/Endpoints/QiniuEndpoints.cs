namespace OssTransfer.Storage.Cloud.Endpoints;

/// <summary>Qiniu Kodo. A bucket's download domain may have any name, so the rows are the names that can't be one.</summary>
internal static class QiniuEndpoints
{
    private const string Region = "(?<region>[a-z]{2,}(-[a-z]+)+-[0-9]+)";
    private const string Instead = "write the bucket's download domain, or leave the endpoint empty";

    public static IReadOnlyList<EndpointRow> Rows { get; } =
    [
        // The source host of a bucket.
        Known($@"{Region}\.qiniucs\.com", "${region}.qiniucs.com"),

        Refused($@"s3[.-]{Region}\.qiniucs\.com", $"'$&' speaks S3: take s3file for it, or {Instead}"),
        Refused(@"([a-z0-9-]+\.)*(qiniuapi\.com|qbox\.me|qiniup\.com|qiniuio\.com|kodo-accelerate\.[a-z0-9-]+\.qiniucs\.com)", $"'$&' is a service of Kodo's and no domain of a bucket: {Instead}"),
        Refused(@"([a-z0-9-]+\.)*qiniu\.com", $"'$&' is Qiniu's own site: {Instead}"),
        Refused($@"({Region}|z0|z1|z2|na0|as0)", $"'$&' is a region: {Instead}"),
        Refused(@"qiniucs\.com|(bkt\.)?clouddn\.com|qiniudn\.com", $"'$&' is cut short: {Instead}"),
    ];

    private static EndpointRow Known(string host, string meant) => EndpointRow.Known(VendorNames.Qiniu, host, meant);

    private static EndpointRow Refused(string host, string hint) => EndpointRow.Refused(VendorNames.Qiniu, host, hint);
}

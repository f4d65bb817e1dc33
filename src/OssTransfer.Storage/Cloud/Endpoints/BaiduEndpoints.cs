namespace OssTransfer.Storage.Cloud.Endpoints;

/// <summary>Baidu BOS.</summary>
internal static class BaiduEndpoints
{
    private const string Region = "(?<region>(?!cdn)[a-z]{2,4}|[a-z]{2,3}-[a-z]{2,})";

    public static IReadOnlyList<EndpointRow> Rows { get; } =
    [
        Known($@"(s3\.)?{Region}\.bcebos\.com", "${region}.bcebos.com"),

        Refused(@"cdn\.bcebos\.com", "'$&' delivers from caches and lists nothing: write https://<region>.bcebos.com, for example https://bj.bcebos.com"),
        Refused(@"(?<region>bj|bd|su|gz|cd|fsh|fwh|hkg|yq|sin)", "'$&' is a region: write https://${region}.bcebos.com"),
        Refused(@"(bos\.)?(?<region>bj|bd|su|gz|cd|fsh|fwh|hkg|yq|sin)\.(bcebos|baidubce)(\.cn|\.com)?", "'$&' is misspelt: write https://${region}.bcebos.com"),
        Refused(@"([a-z0-9-]+\.)*(bcebos|baidubce)\.com", "'$&' is no endpoint of BOS: write https://<region>.bcebos.com, for example https://bj.bcebos.com"),
    ];

    private static EndpointRow Known(string host, string meant) => EndpointRow.Known(VendorNames.Baidu, host, meant);

    private static EndpointRow Refused(string host, string hint) => EndpointRow.Refused(VendorNames.Baidu, host, hint);
}

namespace OssTransfer.Storage.Cloud.Endpoints;

/// <summary>Tencent COS.</summary>
internal static class TencentEndpoints
{
    private const string Region = "(?<region>[a-z]{2}(-[a-z0-9]+)+)";

    public static IReadOnlyList<EndpointRow> Rows { get; } =
    [
        Known(@"cos\.accelerate(?<overseas>-overseas)?\.(?<domain>myqcloud\.com|tencentcos\.cn)", "cos.accelerate${overseas}.${domain}"),

        // Regions of the first XML interface.
        Known(@"(cos\.)?cn-north\.myqcloud\.com", "cos.ap-beijing-1.myqcloud.com"),
        Known(@"(cos\.)?cn-east\.myqcloud\.com", "cos.ap-shanghai.myqcloud.com"),
        Known(@"(cos\.)?cn-south\.myqcloud\.com", "cos.ap-guangzhou.myqcloud.com"),
        Known(@"(cos\.)?cn-southwest\.myqcloud\.com", "cos.ap-chengdu.myqcloud.com"),
        Known(@"(cos\.)?sg\.myqcloud\.com", "cos.ap-singapore.myqcloud.com"),

        // Of the JSON interface.
        Known(@"costj\.myqcloud\.com", "cos.ap-beijing-1.myqcloud.com"),
        Known(@"cosbj\.myqcloud\.com", "cos.ap-beijing.myqcloud.com"),
        Known(@"cossh\.myqcloud\.com", "cos.ap-shanghai.myqcloud.com"),
        Known(@"cosgz\.myqcloud\.com", "cos.ap-guangzhou.myqcloud.com"),
        Known(@"coscd\.myqcloud\.com", "cos.ap-chengdu.myqcloud.com"),
        Known(@"cossgp\.myqcloud\.com", "cos.ap-singapore.myqcloud.com"),
        Known(@"coshk\.myqcloud\.com", "cos.ap-hongkong.myqcloud.com"),
        Known(@"cosca\.myqcloud\.com", "cos.na-toronto.myqcloud.com"),
        Known(@"cosger\.myqcloud\.com", "cos.eu-frankfurt.myqcloud.com"),

        Known($@"cos(?<internal>-internal)?\.{Region}\.(?<domain>myqcloud\.com|tencentcos\.cn)", "cos${internal}.${region}.${domain}"),

        Refused($@"(file|pic[a-z]*|cos-website\.{Region}|cdn)\.(myqcloud\.com|tencentcos\.cn)", "'$&' delivers files and lists none: write https://cos.<region>.myqcloud.com, for example https://cos.ap-beijing.myqcloud.com"),
        Refused($@"cos[.-]{Region}|(?<region>(ap|cn|eu|na|sa)(-[a-z0-9]+)+)", "'$&' is cut short: write https://cos.${region}.myqcloud.com"),
        Refused($@"(cos-)?{Region}\.(?<domain>myqcloud\.com|tencentcos\.cn)", "'$&' is no endpoint of COS: write https://cos.${region}.${domain}"),
        Refused(@"([a-z0-9-]+\.)*(myqcloud\.com|tencentcos\.cn|qcloud\.com|cloud\.tencent\.com)", "'$&' is no endpoint of COS: write https://cos.<region>.myqcloud.com, for example https://cos.ap-beijing.myqcloud.com"),
    ];

    private static EndpointRow Known(string host, string meant) => EndpointRow.Known(VendorNames.Tencent, host, meant);

    private static EndpointRow Refused(string host, string hint) => EndpointRow.Refused(VendorNames.Tencent, host, hint);
}

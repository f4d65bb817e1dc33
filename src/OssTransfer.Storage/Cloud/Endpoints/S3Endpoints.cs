namespace OssTransfer.Storage.Cloud.Endpoints;

/// <summary>The hosts at which services speak S3, by the names of their profiles; also where users paste the vendor's own.</summary>
internal static class S3Endpoints
{
    private const string Region = "(?<region>[a-z]{2,}(-[a-z0-9]+)+)";

    public static IReadOnlyList<EndpointRow> Rows { get; } =
    [
        EndpointRow.Known("jd", $@"(?<name>s3(-internal)?)\.{Region}\.jdcloud-oss\.com", "${name}.${region}.jdcloud-oss.com"),
        EndpointRow.Known("jd", $@"(s3|oss|s3-internal)\.{Region}\.jcloudcs\.com", "s3.${region}.jdcloud-oss.com"),
        EndpointRow.Known("aliyun-s3", @"(s3\.)?oss-accelerate(?<overseas>-overseas)?\.aliyuncs\.com", "s3.oss-accelerate${overseas}.aliyuncs.com"),
        EndpointRow.Known("aliyun-s3", @"(s3\.)?oss-(?<region>[a-z]{2,}(-[a-z0-9]+)+?)(?<internal>-internal)?\.aliyuncs\.com", "s3.oss-${region}${internal}.aliyuncs.com"),
        EndpointRow.Known("tencent-s3", $@"(?<name>cos(-internal)?)\.{Region}\.(?<domain>myqcloud\.com|tencentcos\.cn)", "${name}.${region}.${domain}"),
        EndpointRow.Known("tencent-s3", @"cos\.accelerate\.(?<domain>myqcloud\.com|tencentcos\.cn)", "cos.accelerate.${domain}"),
        EndpointRow.Known("qiniu-s3", $@"s3[.-]{Region}\.qiniucs\.com", "s3.${region}.qiniucs.com"),
        EndpointRow.Known("baidu-s3", @"(s3\.)?(?<region>[a-z]{2,4})\.bcebos\.com", "s3.${region}.bcebos.com"),
        EndpointRow.Known("huawei", $@"obs\.{Region}\.myhuaweicloud\.com", "obs.${region}.myhuaweicloud.com"),
        EndpointRow.Known("r2", @"(?<account>[0-9a-f]{32}(\.eu|\.fedramp)?)\.r2\.cloudflarestorage\.com", "${account}.r2.cloudflarestorage.com"),
        EndpointRow.Known("wasabi", @"s3\.wasabisys\.com", "s3.wasabisys.com"),
        EndpointRow.Known("wasabi", $@"s3\.{Region}\.wasabisys\.com", "s3.${region}.wasabisys.com"),
        EndpointRow.Known("b2", $@"s3\.{Region}\.backblazeb2\.com", "s3.${region}.backblazeb2.com"),
        EndpointRow.Known("gcs", @"storage\.googleapis\.com", "storage.googleapis.com"),
    ];
}

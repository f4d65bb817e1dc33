namespace OssTransfer.Storage.Cloud.Endpoints;

/// <summary>The vendors of the table, as people know them.</summary>
internal static class VendorNames
{
    public const string Aliyun = "Aliyun OSS";
    public const string Tencent = "Tencent COS";
    public const string Qiniu = "Qiniu Kodo";
    public const string Baidu = "Baidu BOS";
}

namespace OssTransfer.Storage.Cloud.Endpoints;

/// <summary>Qiniu Kodo.</summary>
internal static class QiniuEndpoints
{
    public static IReadOnlyList<EndpointRow> Rows { get; } = [];
}

namespace OssTransfer.Storage.Cloud.Endpoints;

/// <summary>Baidu BOS.</summary>
internal static class BaiduEndpoints
{
    public static IReadOnlyList<EndpointRow> Rows { get; } = [];
}

using OssTransfer.Storage.Cloud.Endpoints;

namespace OssTransfer.Storage.Cloud.Baidu;

/// <summary>What the options mean.</summary>
/// <param name="Endpoint">Where.</param>
/// <param name="Bucket">The bucket.</param>
internal sealed record BaiduLocation(CloudEndpoint Endpoint, string Bucket)
{
    private string Scheme => Endpoint.IsHttps ? "https" : "http";

    /// <summary>The endpoint as it should be spelt.</summary>
    public string Spelling => $"{Scheme}://{Endpoint.Authority}";

    public bool IsPathStyle => Endpoint.Kind == EndpointKind.Address;

    /// <summary>Host and port that requests go to.</summary>
    public string RequestAuthority => Endpoint.Kind == EndpointKind.Vendor ? $"{Bucket}.{Endpoint.Authority}" : Endpoint.Authority;

    /// <summary>The same with its scheme.</summary>
    public string RequestUrl => $"{Scheme}://{RequestAuthority}";
}

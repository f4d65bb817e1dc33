using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.Qiniu;

/// <summary>Asks where a bucket's services are; the request is not signed.</summary>
internal sealed class RegionQuery(QiniuHost host, string accessKey, string bucket) : ICloudSigner
{
    public CloudRequest Sign(CloudCall call)
    {
        var url = $"{host.Url}/v4/query?ak={PercentEncoding.Encode(accessKey)}&bucket={PercentEncoding.Encode(bucket)}";
        return new CloudRequest(call.Method, url, host.Authority, call.What, call.Headers);
    }
}

using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.Qiniu;

/// <summary>Signs reads of objects: the URL itself is what is signed.</summary>
internal sealed class DownloadSigner(QiniuHost domain, QiniuCredentials credentials, ServerClock clock) : ICloudSigner
{
    /// <summary>Only the beginning of an answer must come before the URL expires.</summary>
    private const long SecondsGood = 3600;

    public CloudRequest Sign(CloudCall call)
    {
        call.SignedAt = clock.Now();
        var url = credentials.SignUrl($"{domain.Url}/{PercentEncoding.EncodePath(call.Key.Bytes)}", call.SignedAt.UnixSeconds + SecondsGood);
        call.Headers.AddRange(call.UnsignedHeaders);
        return new CloudRequest(call.Method, url, domain.Authority, call.What, call.Headers);
    }
}

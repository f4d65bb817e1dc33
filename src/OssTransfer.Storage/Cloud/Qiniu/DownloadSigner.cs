namespace OssTransfer.Storage.Cloud.Qiniu;

/// <summary>Signs reads of objects: the URL itself is what is signed.</summary>
internal sealed class DownloadSigner(QiniuHost domain, QiniuCredentials credentials, ServerClock clock) : ICloudSigner
{
    /// <summary>Only the beginning of an answer must lie before its end.</summary>
    private const long SecondsGood = 3600;

    private static readonly long UnixEpochSeconds = DateTimeOffset.UnixEpoch.UtcTicks / TimeSpan.TicksPerSecond;

    public CloudRequest Sign(CloudCall call)
    {
        var deadline = clock.Now().Second - UnixEpochSeconds + SecondsGood;
        var url = credentials.SignUrl($"{domain.Url}/{PercentEncoding.EncodePath(call.Key.Bytes)}", deadline);
        call.Headers.AddRange(call.UnsignedHeaders);
        return new CloudRequest(call.Method, url, domain.Authority, call.What, call.Headers);
    }
}

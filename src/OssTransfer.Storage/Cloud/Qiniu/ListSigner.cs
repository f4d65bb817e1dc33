using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.Qiniu;

/// <summary>Signs calls to the list service.</summary>
internal sealed class ListSigner(QiniuHost host, QiniuCredentials credentials, ServerClock clock) : ICloudSigner
{
    private const string DateHeader = "X-Qiniu-Date";

    public CloudRequest Sign(CloudCall call)
    {
        var target = $"/list?{call.Query}";
        call.SignedAt = clock.Now();
        var date = new KeyValuePair<string, string>(DateHeader, call.SignedAt.Stamp);
        var text = QiniuSignature.TextOf(call.Method.Method, target, host.Authority, null, [date], "");
        call.Headers.Add(date);
        call.Headers.Add(new("authorization", $"Qiniu {credentials.Sign(text)}"));
        return new CloudRequest(call.Method, host.Url + target, host.Authority, call.What, call.Headers);
    }
}

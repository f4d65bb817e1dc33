using System.Text;

namespace OssTransfer.Storage.Cloud.Qiniu;

/// <summary>Who signs.</summary>
internal sealed class QiniuCredentials(string accessKey, Secret secretKey)
{
    private readonly byte[] _secretKey = Encoding.UTF8.GetBytes(secretKey.Reveal());

    public string AccessKey => accessKey;

    public string Sign(string text) => QiniuSignature.Sign(accessKey, _secretKey, text);

    public string SignUrl(string url, long deadline) => QiniuSignature.SignedUrl(url, deadline, accessKey, _secretKey);
}

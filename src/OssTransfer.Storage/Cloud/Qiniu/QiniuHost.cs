namespace OssTransfer.Storage.Cloud.Qiniu;

/// <summary>Where a service or a domain answers.</summary>
/// <param name="IsHttps">https, else http.</param>
/// <param name="Authority">Host, with its port where that isn't the scheme's own.</param>
internal sealed record QiniuHost(bool IsHttps, string Authority)
{
    /// <summary>Scheme and authority, without a final slash.</summary>
    public string Url => $"{(IsHttps ? "https" : "http")}://{Authority}";
}

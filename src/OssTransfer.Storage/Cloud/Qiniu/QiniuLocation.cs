namespace OssTransfer.Storage.Cloud.Qiniu;

/// <summary>What the options mean.</summary>
/// <param name="Bucket">The bucket, which Kodo calls a space.</param>
/// <param name="Domain">Its download domain; null: the source host that <paramref name="Discovery"/> names.</param>
/// <param name="List">The list host; null: the one that <paramref name="Discovery"/> names.</param>
/// <param name="Discovery">Knows where a bucket's services are.</param>
internal sealed record QiniuLocation(string Bucket, QiniuHost? Domain, QiniuHost? List, QiniuHost Discovery);

using OssTransfer.Jobs.Config;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud.Aliyun;
using OssTransfer.Storage.Cloud.Baidu;
using OssTransfer.Storage.Cloud.Qiniu;
using OssTransfer.Storage.Cloud.S3;
using OssTransfer.Storage.Cloud.Tencent;

namespace OssTransfer.Cli.Tests.Docs;

/// <summary>What a source of a job.cfg means to the store that will read it, without any traffic.</summary>
internal static class SourceDoors
{
    public const string Destination = "des-endpoint: s3.cn-north-1.jdcloud-oss.com\ndes-bucketName: copies\ndes-accesskey: key\ndes-secretkey: secret";

    public static JobConfigResult Parse(string text) => JobConfig.Parse(text, new JobConfigContext(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, 0));

    /// <summary>The endpoint as it was meant, and all that is wrong.</summary>
    public static (string? Meant, IReadOnlyList<string> Errors) Resolve(string filetype, string endpoint, string bucket)
    {
        var config = $"src-filetype: {filetype}\nsrc-endpoint: {endpoint}\nsrc-bucketName: {bucket}\nsrc-accesskey: key\nsrc-secretkey: secret\n{Destination}";
        var result = Parse(config);
        return result.Spec is { } spec ? Resolve(spec.Source) : (null, [.. result.Errors.Select(error => error.Message)]);
    }

    /// <summary>The same of a source that was read.</summary>
    public static (string? Meant, IReadOnlyList<string> Errors) Resolve(SourceSpec source)
    {
        var cloud = source.Cloud!;
        var (endpoint, bucket, key, secret) = (cloud.Endpoint?.OriginalString ?? "", cloud.Bucket, cloud.AccessKey, new Secret("secret"));
        IReadOnlyList<string> errors;
        var meant = source.Kind switch
        {
            StoreKind.Aliyun => AliyunStores.Resolve(new() { Endpoint = endpoint, Bucket = bucket, AccessKey = key, SecretKey = secret }, out errors)?.Endpoint,
            StoreKind.Tencent =>
                TencentStores.Resolve(new() { Endpoint = endpoint, Bucket = bucket, AccessKey = key, SecretKey = secret }, out errors)?.Endpoint,
            StoreKind.Qiniu => QiniuStores.Resolve(new() { Endpoint = endpoint, Bucket = bucket, AccessKey = key, SecretKey = secret }, out errors)?.Endpoint,
            StoreKind.Baidu => BaiduStores.Resolve(new() { Endpoint = endpoint, Bucket = bucket, AccessKey = key, SecretKey = secret }, out errors)?.Endpoint,
            _ => S3Stores.Resolve(new() { Endpoint = endpoint, Bucket = bucket, AccessKey = key, SecretKey = secret }, out errors)?.Endpoint,
        };
        return (meant, errors);
    }
}

using OssTransfer.Jobs.Config;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud;
using OssTransfer.Storage.Cloud.Aliyun;
using OssTransfer.Storage.Cloud.Baidu;
using OssTransfer.Storage.Cloud.Qiniu;
using OssTransfer.Storage.Cloud.S3;
using OssTransfer.Storage.Cloud.Tencent;

namespace OssTransfer.Grains.Workers.Stores;

/// <summary>Opens one side's bucket by the protocol that it is to be spoken to.</summary>
internal sealed class CloudStores(TimeProvider time, CloudSpec cloud, Secret? key, Secret? token, Secret? proxyPassword)
{
    private readonly Secret _key = key ?? throw new StoreOptionsException(["The configuration has no secret key."]);
    private readonly string _endpoint = cloud.Endpoint?.OriginalString ?? "";

    public IObjectStore Open(StoreKind kind) => kind switch
    {
        StoreKind.S3 => S3Stores.Open(S3()),
        StoreKind.Aliyun => AliyunStores.Open(Native()),
        StoreKind.Tencent => TencentStores.Open(Native()),
        StoreKind.Baidu => BaiduStores.Open(Native()),
        StoreKind.Qiniu => QiniuStores.Open(Qiniu()),
        _ => throw new ArgumentException($"{kind} is no kind of bucket", nameof(kind)),
    };

    private BucketStoreOptions Native() => new()
    {
        Endpoint = _endpoint,
        Bucket = cloud.Bucket,
        AccessKey = cloud.AccessKey,
        SecretKey = _key,
        SessionToken = token,
        CaFile = cloud.CaFile,
        Proxy = ProxyUrls.Of(cloud.Proxy, proxyPassword),
        Addressing = Addressed(),
        Time = time,
    };

    private QiniuStoreOptions Qiniu() => new()
    {
        Endpoint = _endpoint,
        Bucket = cloud.Bucket,
        AccessKey = cloud.AccessKey,
        SecretKey = _key,
        SessionToken = token,
        CaFile = cloud.CaFile,
        Proxy = ProxyUrls.Of(cloud.Proxy, proxyPassword),
        ListEndpoint = cloud.ListEndpoint?.OriginalString,
        Time = time,
    };

    private S3StoreOptions S3() => new()
    {
        Endpoint = _endpoint,
        Bucket = cloud.Bucket,
        AccessKey = cloud.AccessKey,
        SecretKey = _key,
        SessionToken = token,
        Region = cloud.Region,
        Profile = cloud.Profile,
        CaFile = cloud.CaFile,
        Proxy = ProxyUrls.Of(cloud.Proxy, proxyPassword),
        Addressing = Addressed(),
        OpaqueETags = cloud.ETags == ETagUse.Opaque,
        KeyOrder = cloud.ListOrder switch
        {
            ListOrder.Any => KeyOrder.Unordered,
            ListOrder.Bytes => KeyOrder.Utf8Bytes,
            _ => null,
        },
        Time = time,
    };

    private BucketAddressing? Addressed() => cloud.Addressing switch
    {
        Addressing.Path => BucketAddressing.Path,
        Addressing.Host => BucketAddressing.Host,
        _ => null,
    };
}

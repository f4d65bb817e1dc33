using OssTransfer.Emulators.Common;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud;
using OssTransfer.Storage.Cloud.Baidu;

namespace OssTransfer.Vendors.Tests.Baidu;

/// <summary>Our store on an emulator of BOS.</summary>
internal static class BaiduBucket
{
    public const string Name = "bucket";

    public static BucketStoreOptions Options(EmulatorServer server) => new()
    {
        Endpoint = server.Endpoint,
        Bucket = Name,
        AccessKey = server.Options.AccessKey,
        SecretKey = new(server.Options.SecretKey),
    };

    public static IObjectStore Open(EmulatorServer server, Func<BucketStoreOptions, BucketStoreOptions>? with = null) =>
        BaiduStores.Open(with is null ? Options(server) : with(Options(server)));
}

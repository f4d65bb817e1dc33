using OssTransfer.Emulators.Common;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud;
using OssTransfer.Storage.Cloud.Aliyun;

namespace OssTransfer.Vendors.Tests.Aliyun;

/// <summary>Our store on an emulator of OSS.</summary>
internal static class AliyunBucket
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
        AliyunStores.Open(with is null ? Options(server) : with(Options(server)));

    public static string? CannotHold(ObjectKey key) =>
        key.Length > 1023 ? "OSS takes 1,023 bytes" : key.Bytes[0] is (byte)'/' or (byte)'\\' ? "no key of OSS begins so" : null;
}

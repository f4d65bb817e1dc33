using OssTransfer.Emulators.Common;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud;
using OssTransfer.Storage.Cloud.Tencent;

namespace OssTransfer.Vendors.Tests.Tencent;

/// <summary>Our store on an emulator of COS.</summary>
internal static class TencentBucket
{
    public const string Name = "bucket-1250000000";

    public static BucketStoreOptions Options(EmulatorServer server) => new()
    {
        Endpoint = server.Endpoint,
        Bucket = Name,
        AccessKey = server.Options.AccessKey,
        SecretKey = new(server.Options.SecretKey),
    };

    public static IObjectStore Open(EmulatorServer server, Func<BucketStoreOptions, BucketStoreOptions>? with = null) =>
        TencentStores.Open(with is null ? Options(server) : with(Options(server)));

    public static string? CannotHold(ObjectKey key) => key.Length > 850 ? "COS takes 850 bytes" : null;
}

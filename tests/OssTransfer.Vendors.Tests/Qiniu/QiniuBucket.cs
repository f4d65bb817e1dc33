using OssTransfer.Emulators.Common;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud.Qiniu;

namespace OssTransfer.Vendors.Tests.Qiniu;

/// <summary>Our store on an emulator of Kodo.</summary>
internal static class QiniuBucket
{
    public const string Name = "bucket";

    public static QiniuStoreOptions Options(EmulatorServer server) => new()
    {
        Endpoint = server.Endpoint,
        ListEndpoint = server.Endpoint,
        DiscoveryEndpoint = server.Endpoint,
        Bucket = Name,
        AccessKey = server.Options.AccessKey,
        SecretKey = new(server.Options.SecretKey),
    };

    public static IObjectStore Open(EmulatorServer server, Func<QiniuStoreOptions, QiniuStoreOptions>? with = null) =>
        QiniuStores.Open(with is null ? Options(server) : with(Options(server)));
}

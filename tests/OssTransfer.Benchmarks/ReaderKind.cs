using OssTransfer.Emulators.Aliyun;
using OssTransfer.Emulators.Baidu;
using OssTransfer.Emulators.Common;
using OssTransfer.Emulators.Qiniu;
using OssTransfer.Emulators.Tencent;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud.Aliyun;
using OssTransfer.Storage.Cloud.Baidu;
using OssTransfer.Storage.Cloud.Qiniu;
using OssTransfer.Storage.Cloud.Tencent;

namespace OssTransfer.Benchmarks;

/// <summary>A native reader to measure, and its vendor's emulator.</summary>
/// <param name="Name">On the command line and in the report.</param>
/// <param name="Start">Starts the emulator.</param>
/// <param name="Stored">An object as the vendor stores it.</param>
/// <param name="Open">The reader's store on an emulator at this URL.</param>
internal sealed record ReaderKind(
    string Name, Func<EmulatorOptions, Task<EmulatorServer>> Start, Func<EmulatorObject, EmulatorObject> Stored, Func<string, IObjectStore> Open)
{
    public const string Bucket = "bench-1250000000";
    private static readonly EmulatorOptions Keys = new();

    public static IReadOnlyList<ReaderKind> All { get; } =
    [
        new("aliyun", options => OssVendor.StartAsync(options), OssObjects.Normal, url => AliyunStores.Open(new()
        {
            Endpoint = url, Bucket = Bucket, AccessKey = Keys.AccessKey, SecretKey = new(Keys.SecretKey),
        })),
        new("tencent", options => CosVendor.StartAsync(options), CosObjects.Normal, url => TencentStores.Open(new()
        {
            Endpoint = url, Bucket = Bucket, AccessKey = Keys.AccessKey, SecretKey = new(Keys.SecretKey),
        })),
        new("qiniu", options => KodoVendor.StartAsync(options), KodoObjects.Normal, url => QiniuStores.Open(new()
        {
            Endpoint = url, ListEndpoint = url, DiscoveryEndpoint = url, Bucket = Bucket, AccessKey = Keys.AccessKey, SecretKey = new(Keys.SecretKey),
        })),
        new("baidu", options => BosVendor.StartAsync(options), BosObjects.Normal, url => BaiduStores.Open(new()
        {
            Endpoint = url, Bucket = Bucket, AccessKey = Keys.AccessKey, SecretKey = new(Keys.SecretKey),
        })),
    ];
}

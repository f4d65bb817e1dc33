using OssTransfer.Emulators.Common;
using OssTransfer.Emulators.Qiniu;
using OssTransfer.Storage;
using OssTransfer.Storage.Tests.Conformance;

namespace OssTransfer.Vendors.Tests.Qiniu;

/// <summary>The reader of Qiniu Kodo against its emulator.</summary>
public sealed class QiniuReaderTests : ReaderConformance
{
    private EmulatorServer _server = null!;

    protected override async Task<OpenedStore> OpenAsync()
    {
        _server = await KodoVendor.StartAsync(new() { Buckets = [QiniuBucket.Name] }, Token);
        return new OpenedStore(QiniuBucket.Open(_server), _server.DisposeAsync);
    }

    protected override Task SeedAsync(OpenedStore opened, ObjectKey key, byte[] content)
    {
        _server.Bucket(QiniuBucket.Name).Put(KodoObjects.Normal(new(key.Bytes.ToArray(), content) { LastModified = _server.State.Now }));
        return Task.CompletedTask;
    }
}

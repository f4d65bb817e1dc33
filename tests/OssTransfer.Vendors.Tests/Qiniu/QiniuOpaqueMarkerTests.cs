using OssTransfer.Emulators.Common;
using OssTransfer.Emulators.Qiniu;
using OssTransfer.Storage;
using OssTransfer.Storage.Tests.Conformance;

namespace OssTransfer.Vendors.Tests.Qiniu;

/// <summary>The same where markers have a form that nobody has seen: beginning behind a key then reads from the beginning.</summary>
public sealed class QiniuOpaqueMarkerTests : ReaderConformance
{
    private EmulatorServer _server = null!;

    protected override async Task<OpenedStore> OpenAsync()
    {
        _server = await EmulatorServer.StartAsync(static state => new KodoVendor(state, opaqueMarkers: true), new() { Buckets = [QiniuBucket.Name] }, Token);
        return new OpenedStore(QiniuBucket.Open(_server), _server.DisposeAsync);
    }

    protected override Task SeedAsync(OpenedStore opened, ObjectKey key, byte[] content)
    {
        _server.Bucket(QiniuBucket.Name).Put(KodoObjects.Normal(new(key.Bytes.ToArray(), content) { LastModified = _server.State.Now }));
        return Task.CompletedTask;
    }
}

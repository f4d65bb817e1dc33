using OssTransfer.Emulators.Baidu;
using OssTransfer.Emulators.Common;
using OssTransfer.Storage;
using OssTransfer.Storage.Tests.Conformance;

namespace OssTransfer.Vendors.Tests.Baidu;

/// <summary>The reader of Baidu BOS against its emulator.</summary>
public sealed class BaiduReaderTests : ReaderConformance
{
    private EmulatorServer _server = null!;

    protected override async Task<OpenedStore> OpenAsync()
    {
        _server = await BosVendor.StartAsync(new() { Buckets = [BaiduBucket.Name] }, Token);
        return new OpenedStore(BaiduBucket.Open(_server), _server.DisposeAsync);
    }

    protected override Task SeedAsync(OpenedStore opened, ObjectKey key, byte[] content)
    {
        _server.Bucket(BaiduBucket.Name).Put(BosObjects.Normal(new(key.Bytes.ToArray(), content) { LastModified = _server.State.Now }));
        return Task.CompletedTask;
    }
}

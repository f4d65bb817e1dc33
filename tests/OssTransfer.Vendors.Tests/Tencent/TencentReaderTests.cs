using OssTransfer.Emulators.Common;
using OssTransfer.Emulators.Tencent;
using OssTransfer.Storage;
using OssTransfer.Storage.Tests.Conformance;

namespace OssTransfer.Vendors.Tests.Tencent;

/// <summary>The reader of Tencent COS against its emulator.</summary>
public sealed class TencentReaderTests : ReaderConformance
{
    private EmulatorServer _server = null!;

    protected override async Task<OpenedStore> OpenAsync()
    {
        _server = await CosVendor.StartAsync(new() { Buckets = [TencentBucket.Name] }, Token);
        return new OpenedStore(TencentBucket.Open(_server), _server.DisposeAsync);
    }

    protected override string? CannotHold(ObjectKey key) => TencentBucket.CannotHold(key);

    protected override Task SeedAsync(OpenedStore opened, ObjectKey key, byte[] content)
    {
        _server.Bucket(TencentBucket.Name).Put(CosObjects.Normal(new(key.Bytes.ToArray(), content) { LastModified = _server.State.Now }));
        return Task.CompletedTask;
    }
}

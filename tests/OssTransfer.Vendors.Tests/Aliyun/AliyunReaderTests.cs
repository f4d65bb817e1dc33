using OssTransfer.Emulators.Aliyun;
using OssTransfer.Emulators.Common;
using OssTransfer.Storage;
using OssTransfer.Storage.Tests.Conformance;

namespace OssTransfer.Vendors.Tests.Aliyun;

/// <summary>The reader of Aliyun OSS against its emulator.</summary>
public sealed class AliyunReaderTests : ReaderConformance
{
    private EmulatorServer _server = null!;

    protected override async Task<OpenedStore> OpenAsync()
    {
        _server = await OssVendor.StartAsync(new() { Buckets = [AliyunBucket.Name] }, Token);
        return new OpenedStore(AliyunBucket.Open(_server), _server.DisposeAsync);
    }

    protected override string? CannotHold(ObjectKey key) => AliyunBucket.CannotHold(key);

    protected override Task SeedAsync(OpenedStore opened, ObjectKey key, byte[] content)
    {
        _server.Bucket(AliyunBucket.Name).Put(OssObjects.Normal(new(key.Bytes.ToArray(), content) { LastModified = _server.State.Now }));
        return Task.CompletedTask;
    }
}

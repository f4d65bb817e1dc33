using OssTransfer.Storage.Tests.Conformance;

namespace OssTransfer.Storage.Tests.Cloud.S3;

/// <summary>The S3 back end against our own server.</summary>
public sealed class LoopbackWriterTests : WriterConformance
{
    protected override async Task<OpenedStore> OpenAsync() =>
        await S3TestBucket.OpenAsync(await S3TestServer.LoopbackAsync());
}

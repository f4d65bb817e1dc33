using OssTransfer.Storage.Tests.Conformance;

namespace OssTransfer.Storage.Tests.Cloud.S3;

/// <summary>The S3 back end against OpenStack Swift's s3api.</summary>
public sealed class SwiftReaderTests : ReaderConformance
{
    protected override Task<OpenedStore> OpenAsync() =>
        S3TestBucket.OpenAsync(S3TestServer.FromEnvironment("OSSTRANSFER_TEST_SWIFT", null));
}

using OssTransfer.Storage.Tests.Conformance;

namespace OssTransfer.Storage.Tests.Cloud.S3;

/// <summary>The S3 back end against Ceph's radosgw.</summary>
public sealed class CephWriterTests : WriterConformance
{
    protected override Task<OpenedStore> OpenAsync() =>
        S3TestBucket.OpenAsync(S3TestServer.FromEnvironment("OSSTRANSFER_TEST_CEPH", "ceph"));
}

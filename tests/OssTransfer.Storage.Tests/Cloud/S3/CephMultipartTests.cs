using OssTransfer.Storage.Tests.Conformance;

namespace OssTransfer.Storage.Tests.Cloud.S3;

/// <summary>The S3 back end against Ceph's radosgw.</summary>
public sealed class CephMultipartTests : MultipartConformance
{
    protected override Task<OpenedStore> OpenAsync() =>
        S3TestBucket.OpenAsync(S3TestServer.FromEnvironment("OSSTRANSFER_TEST_CEPH", "ceph"));

    [Fact]
    public override Task Complete_names_the_parts_and_leaves_the_others_out()
    {
        Assert.Skip("Ceph 16 refuses to complete an upload with fewer parts than it has: InvalidPart.");
        return Task.CompletedTask;
    }

    /// <summary>Ceph 16 answers 500 InternalError, which looks like something worth repeating.</summary>
    [Fact]
    public override Task Complete_of_an_aborted_upload_says_that_it_is_gone() => CompleteAbortedAsync(StorageErrorKind.Transient);
}

using OssTransfer.Storage.Tests.Conformance;

namespace OssTransfer.Storage.Tests.Cloud.S3;

/// <summary>The S3 back end against OpenStack Swift's s3api.</summary>
public sealed class SwiftMultipartTests : MultipartConformance
{
    protected override Task<OpenedStore> OpenAsync() =>
        S3TestBucket.OpenAsync(S3TestServer.FromEnvironment("OSSTRANSFER_TEST_SWIFT", null));

    /// <summary>Swift names segments after the key, its upload and number, which must fit 1,024 bytes, too, and lists them in a JSON of its own.</summary>
    protected override string? CannotUpload(ObjectKey key) =>
        key == ObjectKey.From("/") ? "Swift can't delete the segments of the key '/'."
        : key.Length > 900 ? "Swift has no room for the names of the segments."
        : key.Bytes.ContainsAnyInRange((byte)0, (byte)8) ? "Swift answers InternalError to an upload whose key has a control character."
        : null;
}

using OssTransfer.Storage.Tests.Conformance;

namespace OssTransfer.Storage.Tests.Disk;

public sealed class DiskWriterTests : WriterConformance
{
    protected override Task<OpenedStore> OpenAsync() => DiskFixture.OpenAsync();

    protected override string? CannotHold(ObjectKey key) => DiskFixture.CannotHold(key);

    protected override string? CannotHoldTogether(ObjectKey one, ObjectKey other) => DiskFixture.CannotHoldTogether(one, other);
}

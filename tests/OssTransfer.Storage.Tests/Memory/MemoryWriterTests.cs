using OssTransfer.Storage.Tests.Conformance;
using OssTransfer.Testing;

namespace OssTransfer.Storage.Tests.Memory;

/// <summary>The store that other tests stand on keeps the store contract itself.</summary>
public sealed class MemoryWriterTests : WriterConformance
{
    protected override Task<OpenedStore> OpenAsync() => Task.FromResult(new OpenedStore(new MemoryStore()));
}

using OssTransfer.Storage;

namespace OssTransfer.Testing;

internal sealed class FaultyAcls(IAclReader inner, FaultScript script) : IAclReader
{
    public Task<ObjectAcl> ReadAsync(ObjectKey key, CancellationToken cancellationToken) =>
        script.RunAsync(StoreOperation.ReadAcl, key, _ => inner.ReadAsync(key, cancellationToken), cancellationToken);
}

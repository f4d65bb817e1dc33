using OssTransfer.Storage;

namespace OssTransfer.Transfer.Guard;

internal sealed class GuardedAcls(IAclReader inner, StoreGuard guard) : IAclReader
{
    public Task<ObjectAcl> ReadAsync(ObjectKey key, CancellationToken cancellationToken) =>
        guard.RunAsync(RequestKind.ReadAcl, 0, token => inner.ReadAsync(key, token), cancellationToken);
}

using OssTransfer.Storage;

namespace OssTransfer.Testing;

internal sealed class MemoryAcls(MemoryStore store) : IAclReader
{
    public Task<ObjectAcl> ReadAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        store.Count(StoreOperation.ReadAcl);
        var found = store.Find(key) ?? throw new StorageException(StorageErrorKind.NotFound, $"no object {key}") { Status = 404, Code = "NoSuchKey" };
        return Task.FromResult(found.Acl switch
        {
            null => ObjectAcl.Private,
            "public-read" => ObjectAcl.PublicRead,
            "public-read-write" => ObjectAcl.PublicReadWrite,
            "authenticated-read" => ObjectAcl.AuthenticatedRead,
            _ => ObjectAcl.Other,
        });
    }
}

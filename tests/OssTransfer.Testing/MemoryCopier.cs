using OssTransfer.Storage;

namespace OssTransfer.Testing;

internal sealed class MemoryCopier(MemoryStore store) : IObjectCopier
{
    public bool CanCopyFrom(IObjectStore source) =>
        Unwrap(source) is { } other && (ReferenceEquals(other, store) || (store.Account is not null && other.Account == store.Account));

    public Task<WriteResult> CopyAsync(CopyRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        store.Count(StoreOperation.Copy);
        store.CheckKey(request.Target.Key);
        if (!CanCopyFrom(request.Source))
        {
            throw new StorageException(StorageErrorKind.Unsupported, "the source is at another service") { Status = 400 };
        }

        var found = Unwrap(request.Source)!.Find(request.SourceKey)
            ?? throw new StorageException(StorageErrorKind.NotFound, $"no object {request.SourceKey}") { Status = 404, Code = "NoSuchKey" };
        if (request.IfMatch is { } expected && expected != found.Info.ETag)
        {
            throw new StorageException(StorageErrorKind.SourceChanged, $"{request.SourceKey} has ETag {found.Info.ETag}, not {expected}") { Status = 412 };
        }

        lock (store.Bucket.Gate)
        {
            return Task.FromResult(store.Store(request.Target, found.Content));
        }
    }

    private static MemoryStore? Unwrap(IObjectStore source) => source switch
    {
        MemoryStore memory => memory,
        FaultyStore faulty => Unwrap(faulty.Inner),
        _ => null,
    };
}

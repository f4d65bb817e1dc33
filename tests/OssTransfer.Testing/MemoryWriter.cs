using OssTransfer.Storage;

namespace OssTransfer.Testing;

internal sealed class MemoryWriter(MemoryStore store) : IObjectWriter
{
    public async Task<WriteResult> PutAsync(PutRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        store.Count(StoreOperation.Put);
        store.CheckKey(request.Target.Key);
        if (request.Body.Length > store.Traits.MaxPutBytes)
        {
            throw new StorageException(StorageErrorKind.TooLarge, $"{request.Body.Length} bytes are more than one PUT may carry")
            {
                Status = 400,
                Code = "EntityTooLarge",
            };
        }

        var content = await BodyReader.ReadAsync(request.Body, store.Traits.ChecksContentMd5 ? request.Md5 : null, cancellationToken);
        lock (store.Bucket.Gate)
        {
            var check = store.Traits.ChecksContentMd5 && request.Md5 is not null ? BodyCheck.ContentMd5 : BodyCheck.None;
            return store.Store(request.Target, content) with { Checked = check };
        }
    }

    public Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        store.Count(StoreOperation.Delete);
        store.Remove(key);
        return Task.CompletedTask;
    }
}

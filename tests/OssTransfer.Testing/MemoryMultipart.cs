using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using OssTransfer.Storage;

namespace OssTransfer.Testing;

internal sealed class MemoryMultipart(MemoryStore store) : IMultipartWriter
{
    private MemoryBucket Bucket => store.Bucket;

    public Task<StartedUpload> InitiateAsync(WriteTarget target, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        store.Count(StoreOperation.Initiate);
        store.CheckKey(target.Key);
        lock (Bucket.Gate)
        {
            var id = Bucket.NextId("upload");
            Bucket.Uploads.Add(id, new(id, target, store.Now));
            return Task.FromResult(new StartedUpload(id) { HasOpaqueETags = store.SaysETagsAreOpaque });
        }
    }

    public async Task<UploadedPart> UploadPartAsync(PartRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        store.Count(StoreOperation.UploadPart);
        if (request.Number < 1 || request.Number > store.Traits.MaxParts)
        {
            throw new StorageException(StorageErrorKind.InvalidPart, $"part numbers are 1 to {store.Traits.MaxParts}, not {request.Number}") { Status = 400 };
        }

        if (request.Body.Length > store.Traits.MaxPartBytes)
        {
            throw new StorageException(StorageErrorKind.TooLarge, $"{request.Body.Length} bytes are more than a part may have")
            {
                Status = 400,
                Code = "EntityTooLarge",
            };
        }

        var content = await BodyReader.ReadAsync(request.Body, store.Traits.ChecksContentMd5 ? request.Md5 : null, cancellationToken);
        lock (Bucket.Gate)
        {
            var etag = store.SaysETagsAreOpaque ? Bucket.NextMd5() : store.Traits.PartETagIsMd5 ? MemoryBucket.Md5Hex(content) : Bucket.NextId("part");
            var part = new UploadedPart(request.Number, etag, content.Length);
            Find(request.Key, request.UploadId).Parts[request.Number] = (part, content);
            return part with
            {
                HasOpaqueETag = store.SaysETagsAreOpaque,
                Checked = store.Traits.ChecksContentMd5 && request.Md5 is not null ? BodyCheck.ContentMd5 : BodyCheck.None,
            };
        }
    }

    public async IAsyncEnumerable<UploadedPart> ListPartsAsync(ObjectKey key, string uploadId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        store.Count(StoreOperation.ListParts);
        List<UploadedPart> parts;
        lock (Bucket.Gate)
        {
            parts = [.. Find(key, uploadId).Parts.Values.Select(item => item.Part)];
        }

        foreach (var part in parts)
        {
            yield return part;
        }
    }

    public Task<WriteResult> CompleteAsync(ObjectKey key, string uploadId, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        store.Count(StoreOperation.Complete);
        lock (Bucket.Gate)
        {
            var upload = Find(key, uploadId);
            CheckParts(upload, parts);
            byte[] content = [.. parts.SelectMany(part => upload.Parts[part.Number].Content)];
            var (etag, digests) = ETagOf([.. parts.Select(part => upload.Parts[part.Number].Content)]);
            var result = store.Store(upload.Target, content, etag, digests);
            Bucket.Uploads.Remove(uploadId);
            return Task.FromResult(result);
        }
    }

    public Task AbortAsync(ObjectKey key, string uploadId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        store.Count(StoreOperation.Abort);
        lock (Bucket.Gate)
        {
            Bucket.Uploads.Remove(uploadId);
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<PendingUpload> ListUploadsAsync(ObjectKey prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        store.Count(StoreOperation.ListUploads);
        List<PendingUpload> uploads;
        lock (Bucket.Gate)
        {
            uploads = [.. Bucket.Uploads.Values
                .Where(upload => upload.Target.Key.StartsWith(prefix))
                .OrderBy(upload => upload.Target.Key)
                .Select(upload => new PendingUpload(upload.Target.Key, upload.Id, upload.Initiated))];
        }

        foreach (var upload in uploads)
        {
            yield return upload;
        }
    }

    private MemoryUpload Find(ObjectKey key, string uploadId) =>
        Bucket.Uploads.GetValueOrDefault(uploadId) is { } upload && upload.Target.Key == key
            ? upload
            : throw new StorageException(StorageErrorKind.UploadGone, $"no upload {uploadId} of {key}") { Status = 404, Code = "NoSuchUpload" };

    private void CheckParts(MemoryUpload upload, IReadOnlyList<UploadedPart> parts)
    {
        var last = 0;
        for (var i = 0; i < parts.Count; i++)
        {
            var wanted = parts[i];
            if (wanted.Number <= last || !upload.Parts.TryGetValue(wanted.Number, out var held) || held.Part.ETag != wanted.ETag)
            {
                throw new StorageException(StorageErrorKind.InvalidPart, $"part {wanted.Number} isn't as named") { Status = 400, Code = "InvalidPart" };
            }

            if (i < parts.Count - 1 && held.Content.Length < store.Traits.MinPartBytes)
            {
                throw new StorageException(StorageErrorKind.InvalidPart, $"part {wanted.Number} is too small") { Status = 400, Code = "EntityTooSmall" };
            }

            last = wanted.Number;
        }

        if (parts.Count == 0)
        {
            throw new StorageException(StorageErrorKind.InvalidPart, "no parts") { Status = 400, Code = "MalformedXML" };
        }
    }

    private (string ETag, IReadOnlyList<PublishedDigest> Digests) ETagOf(IReadOnlyList<byte[]> parts)
    {
        if (!store.Traits.MultipartETagIsComposite || store.SaysETagsAreOpaque)
        {
            return (store.SaysETagsAreOpaque ? $"{Bucket.NextMd5()}-{parts.Count}" : Bucket.NextId("etag"), []);
        }

        var digest = MD5.HashData(parts.SelectMany(MD5.HashData).ToArray());
        return ($"{Convert.ToHexStringLower(digest)}-{parts.Count}", [new(DigestKind.Md5OfParts, digest) { Parts = parts.Count }]);
    }
}

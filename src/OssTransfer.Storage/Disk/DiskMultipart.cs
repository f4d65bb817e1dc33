using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace OssTransfer.Storage.Disk;

/// <summary>
/// Writes large files in parts that go to their places in one part file. An upload's id is the name of its write and the identity of its part file, so that
/// a part of an upload that was started again is refused. Each part is on the disk before it is answered.
/// </summary>
internal sealed class DiskMultipart(DiskRoot root, BlockingWork work, TimeProvider time) : IMultipartWriter
{
    private readonly ConcurrentDictionary<string, DiskUpload> _uploads = new();

    public async Task<StartedUpload> InitiateAsync(WriteTarget target, CancellationToken cancellationToken)
    {
        var path = DiskPath.Of(target.Key);
        var writeName = PartName.WriteNameOf(target);
        await BlockingWork.LeaveCaller();
        cancellationToken.ThrowIfCancellationRequested();
        using var part = PartFile.Create(root, path, writeName);
        await work.SyncAsync(
            () =>
            {
                part.SyncWithName();
                return true;
            },
            cancellationToken);
        var id = $"{writeName}.{part.Identity}";
        _uploads[id] = new(target.Key, time.GetUtcNow());
        return new(id);
    }

    public async Task<UploadedPart> UploadPartAsync(PartRequest request, CancellationToken cancellationToken)
    {
        await BlockingWork.LeaveCaller();
        cancellationToken.ThrowIfCancellationRequested();
        using var part = OpenPart(request.Key, request.UploadId) ?? throw Gone(request.Key, request.UploadId);
        await part.WriteAsync(request.Body, request.Offset, cancellationToken);
        await work.SyncAsync(
            () =>
            {
                part.Sync();
                return true;
            },
            cancellationToken);
        var done = new UploadedPart(request.Number, DiskPartETag.Of(request.Offset, request.Body.Length), request.Body.Length);
        _uploads.GetValueOrDefault(request.UploadId)?.Parts[request.Number] = done;
        return done;
    }

    /// <summary>The parts that this process wrote: the file itself doesn't show which of its bytes are parts.</summary>
    public async IAsyncEnumerable<UploadedPart> ListPartsAsync(ObjectKey key, string uploadId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await BlockingWork.LeaveCaller();
        cancellationToken.ThrowIfCancellationRequested();
        using (OpenPart(key, uploadId) ?? throw Gone(key, uploadId))
        {
        }

        var known = _uploads.TryGetValue(uploadId, out var upload) ? upload.Parts.Values.OrderBy(part => part.Number).ToList() : [];
        foreach (var part in known)
        {
            yield return part;
        }
    }

    public async Task<WriteResult> CompleteAsync(ObjectKey key, string uploadId, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken)
    {
        await BlockingWork.LeaveCaller();
        cancellationToken.ThrowIfCancellationRequested();
        using var part = OpenPart(key, uploadId) ?? throw Gone(key, uploadId);
        var size = DiskPartETag.CheckWhole(parts);
        if (part.Length < size)
        {
            throw new StorageException(StorageErrorKind.InvalidPart, $"the parts have {size} bytes, the file {part.Length}");
        }

        var etag = await work.SyncAsync(() => Commit(part, size, key, cancellationToken), cancellationToken);
        _uploads.TryRemove(uploadId, out _);
        return new(etag);
    }

    public async Task AbortAsync(ObjectKey key, string uploadId, CancellationToken cancellationToken)
    {
        await BlockingWork.LeaveCaller();
        cancellationToken.ThrowIfCancellationRequested();
        using var part = OpenPart(key, uploadId);
        part?.Discard();
        _uploads.TryRemove(uploadId, out _);
    }

    /// <summary>The uploads that this process started: a part file doesn't have its final name.</summary>
    public async IAsyncEnumerable<PendingUpload> ListUploadsAsync(ObjectKey prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await BlockingWork.LeaveCaller();
        foreach (var (id, upload) in _uploads.OrderBy(item => item.Value.Key))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (upload.Key.StartsWith(prefix))
            {
                yield return new(upload.Key, id, upload.Initiated);
            }
        }
    }

    private static string Commit(PartFile part, long size, ObjectKey key, CancellationToken cancellationToken)
    {
        // A part that was written again with fewer bytes may have left some behind the end.
        if (part.Length > size)
        {
            part.Truncate(size);
        }

        return part.Commit(DiskPath.Of(key), cancellationToken);
    }

    private static StorageException Gone(ObjectKey key, string uploadId) => new(StorageErrorKind.UploadGone, $"there is no upload {uploadId} of {key}");

    private PartFile? OpenPart(ObjectKey key, string uploadId)
    {
        var path = DiskPath.Of(key);
        var dot = uploadId.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !PartName.IsWriteName(uploadId[..dot]))
        {
            return null;
        }

        var part = PartFile.Open(root, path, uploadId[..dot]);
        if (part is null || part.Identity == uploadId[(dot + 1)..])
        {
            return part;
        }

        part.Dispose();
        return null;
    }
}

namespace OssTransfer.Storage.Disk;

/// <summary>Writes whole files: beside their place, synced, renamed. Metadata, ACL and storage class have no place on a disk.</summary>
internal sealed class DiskWriter(DiskRoot root, BlockingWork work) : IObjectWriter
{
    public async Task CheckAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var path = DiskPath.Of(key);
        await BlockingWork.LeaveCaller();
        cancellationToken.ThrowIfCancellationRequested();
        DestinationDirectory.CheckFor(root, path);
    }

    public async Task<WriteResult> PutAsync(PutRequest request, CancellationToken cancellationToken)
    {
        var path = DiskPath.Of(request.Target.Key);
        var writeName = PartName.WriteNameOf(request.Target);
        await BlockingWork.LeaveCaller();
        cancellationToken.ThrowIfCancellationRequested();
        using var part = PartFile.Create(root, path, writeName);
        try
        {
            await part.WriteAsync(request.Body, 0, cancellationToken);
            return new(await work.SyncAsync(() => part.Commit(path, cancellationToken), cancellationToken));
        }
        catch
        {
            part.TryDiscard();
            throw;
        }
    }

    public async Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        // A key that no file can have was never written, so it is deleted already.
        if (!DiskPath.TryGet(key, out var path, out _))
        {
            return;
        }

        await BlockingWork.LeaveCaller();
        cancellationToken.ThrowIfCancellationRequested();
        await work.SyncAsync(() => Delete(path, key), cancellationToken);
    }

    private unsafe bool Delete(DiskPath path, ObjectKey key)
    {
        using var top = root.Open(forNames: false);
        var error = root.OpenDirectory(top, path.Directory, forNames: true, out var directory);
        using (directory)
        {
            if (error == 0)
            {
                fixed (byte* name = path.Name)
                {
                    error = Errno.Of(Libc.Unlinkat(directory!, name, 0));
                }
            }

            if (error == 0)
            {
                error = Errno.Of(Libc.Fsync(directory!));
            }
        }

        // A directory is no object, and what lies behind a link is none of this store's.
        return error is 0 or Errno.IsDirectory or Errno.LinkLoop || Errno.IsAbsent(error) ? true : throw Errno.Failure(error, "delete", key.ToString());
    }
}

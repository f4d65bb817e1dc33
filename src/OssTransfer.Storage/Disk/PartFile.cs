using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>A file that is being written beside its place, and takes its place when it is whole and on the disk.</summary>
internal sealed class PartFile : IDisposable
{
    private const uint ReadAndWrite = 0b110_110_110;

    private readonly SafeFileHandle _directory;
    private readonly SafeFileHandle _file;
    private readonly byte[] _nameZ;

    private PartFile(SafeFileHandle directory, SafeFileHandle file, byte[] nameZ)
    {
        _directory = directory;
        _file = file;
        _nameZ = nameZ;
    }

    /// <summary>Names this very file, not the next that gets its name.</summary>
    public string Identity => Status().Identity;

    /// <summary>Bytes so far.</summary>
    public long Length => Status().Size;

    /// <summary>Makes the file, in place of one that an earlier attempt of this write left.</summary>
    public static PartFile Create(DiskRoot root, DiskPath path, string writeName)
    {
        var directory = DestinationDirectory.OpenOrCreate(root, path.Directory);
        try
        {
            var name = PartName.Of(writeName);
            var error = TryOpen(directory, name, Libc.Create | Libc.Exclusive, out var file);
            if (error == Errno.Exists)
            {
                Unlink(directory, name);
                error = TryOpen(directory, name, Libc.Create | Libc.Exclusive, out file);
            }

            return error == 0 ? new(directory, file!, name) : throw Errno.Failure(error, "write", path.ToString());
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Opens one that is there; null where it isn't.</summary>
    public static PartFile? Open(DiskRoot root, DiskPath path, string writeName)
    {
        if (DestinationDirectory.Open(root, path.Directory) is not { } directory)
        {
            return null;
        }

        var name = PartName.Of(writeName);
        var error = TryOpen(directory, name, 0, out var file);
        if (error == 0)
        {
            return new(directory, file!, name);
        }

        directory.Dispose();
        return error == Errno.NoEntry ? null : throw Errno.Failure(error, "write", path.ToString());
    }

    /// <summary>Writes a body there. May run at the same time as writes to other places.</summary>
    public async Task WriteAsync(UploadBody body, long offset, CancellationToken cancellationToken)
    {
        await using var stream = new PartStream(_file, offset, body);
        try
        {
            if (body.Memory is { } memory)
            {
                await stream.WriteAsync(memory, cancellationToken);
            }
            else
            {
                await body.WriteToAsync(stream, cancellationToken);
            }
        }
        finally
        {
            body.WentOut(stream.Position);
        }

        if (stream.Position != body.Length)
        {
            throw new StorageException(StorageErrorKind.Transient, $"the body ended after {stream.Position} of {body.Length} bytes");
        }
    }

    /// <summary>Brings what was written to the disk, so that it outlives a crash of the machine.</summary>
    public void Sync() => Check(Errno.Of(Libc.Fdatasync(_file)), "sync");

    /// <summary>Makes the file and its name durable.</summary>
    public void SyncWithName()
    {
        Check(Errno.Of(Libc.Fsync(_file)), "sync");
        Check(Errno.Of(Libc.Fsync(_directory)), "sync the directory of");
    }

    /// <summary>Cuts what is beyond the end.</summary>
    public void Truncate(long length) => Check(Errno.Of(Libc.Ftruncate(_file, length)), "cut");

    /// <summary>Syncs the file, gives it its final name in one step, and syncs the directory.</summary>
    /// <returns>The validator under its final name.</returns>
    public unsafe string Commit(DiskPath path, CancellationToken cancellationToken)
    {
        Check(Errno.Of(Libc.Fsync(_file)), "sync");

        // A sync may take seconds. Whoever lost the right to write meanwhile must not replace what a later attempt wrote.
        cancellationToken.ThrowIfCancellationRequested();
        if (!IsStillNamed())
        {
            throw new StorageException(StorageErrorKind.LeaseLost, "a later attempt at the same write took over");
        }

        fixed (byte* from = _nameZ, to = path.Name)
        {
            var error = Errno.Of(Libc.Renameat(_directory, from, _directory, to));
            if (error == Errno.IsDirectory)
            {
                throw DestinationDirectory.IsOne();
            }

            Check(error, "rename");
        }

        Check(Errno.Of(Libc.Fsync(_directory)), "sync the directory of");
        return Status().ETag;
    }

    /// <summary>Removes the file unless it has its final name or another attempt's took its place.</summary>
    public void Discard()
    {
        if (IsStillNamed())
        {
            Unlink(_directory, _nameZ);
        }
    }

    /// <summary>Like <see cref="Discard"/> after a failure, which is what the caller must hear of; the next attempt removes what stays.</summary>
    public void TryDiscard()
    {
        try
        {
            Discard();
        }
        catch (StorageException)
        {
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        _directory.Dispose();
    }

    private static unsafe int TryOpen(SafeFileHandle directory, byte[] nameZ, int flags, out SafeFileHandle? file)
    {
        fixed (byte* start = nameZ)
        {
            var result = Libc.Openat(directory, start, Libc.WriteOnly | Libc.NoFollow | Libc.CloseOnExec | flags, ReadAndWrite);
            var error = Errno.Of(result);
            file = error == 0 ? new SafeFileHandle(result, ownsHandle: true) : null;
            return error;
        }
    }

    private static unsafe void Unlink(SafeFileHandle directory, byte[] nameZ)
    {
        fixed (byte* start = nameZ)
        {
            var error = Errno.Of(Libc.Unlinkat(directory, start, 0));
            if (error is not (0 or Errno.NoEntry))
            {
                throw Errno.Failure(error, "remove", "an unfinished file");
            }
        }
    }

    private static void Check(int error, string doing)
    {
        if (error != 0)
        {
            throw Errno.Failure(error, doing, "an unfinished file");
        }
    }

    private bool IsStillNamed() =>
        FileStatus.Of(_directory, _nameZ, Libc.SymlinkNoFollow, out var named) == 0 && named.Inode == Status().Inode;

    private FileStatus Status()
    {
        Check(FileStatus.Of(_file, out var status), "look at");
        return status;
    }
}

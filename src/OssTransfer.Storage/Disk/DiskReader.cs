using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>Lists and reads the files of a tree.</summary>
internal sealed class DiskReader(DiskRoot root, NameCodec? codec, TimeProvider time) : IObjectReader
{
    /// <summary>Longer than the tick of any kernel's file times.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    public async IAsyncEnumerable<ListPage> ListAsync(ListRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await BlockingWork.LeaveCaller();
        using var walker = new TreeWalker(root, request, codec, time, cancellationToken);
        ListPage page;
        do
        {
            await BlockingWork.LeaveCaller();
            page = PageReader.Read(walker, request, cancellationToken);
            yield return page;
        }
        while (page.Next is not null);
    }

    public async Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        await BlockingWork.LeaveCaller();
        cancellationToken.ThrowIfCancellationRequested();
        using var top = root.Open(forNames: false);
        foreach (var candidate in DiskNames.Candidates(key, codec))
        {
            if (DiskPath.TryGet(candidate, out var path, out _) && Stat(top, path, key) is { Kind: FileKind.Regular } status)
            {
                return Info(key, status, SizeOf(top, candidate, key, status));
            }
        }

        return null;
    }

    public async Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        await BlockingWork.LeaveCaller();
        cancellationToken.ThrowIfCancellationRequested();
        var file = Open(request.Key);
        try
        {
            var status = await SettledStatusAsync(file, request.Key, cancellationToken);
            if (status.Kind != FileKind.Regular)
            {
                throw NotFound(request.Key);
            }

            var info = Info(request.Key, status, FileEnd.SizeOf(file, status));
            var (offset, length) = Slice(request, info);
            return new(info, new DiskContent(file, request.Key, status, offset, length), length);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static FileStatus StatusOf(SafeFileHandle file, ObjectKey key)
    {
        var error = FileStatus.Of(file, out var status);
        return error == 0 ? status : throw Errno.Failure(error, "look at", key.ToString());
    }

    private static (long Offset, long? Length) Slice(ReadRequest request, ObjectInfo info)
    {
        if (request.IfMatch is { } expected && expected != info.ETag)
        {
            throw new StorageException(StorageErrorKind.SourceChanged, $"{request.Key} is not the file that was listed");
        }

        if (request.Range is not { } range)
        {
            return (0, info.Size);
        }

        return info.Size is not { } size ? (range.Offset, range.Length)
            : range.Offset < size
            ? (range.Offset, Math.Min(range.Length, size - range.Offset))
            : throw new StorageException(StorageErrorKind.SourceChanged, $"{request.Key} has {size} bytes, none at {range.Offset}");
    }

    private static ObjectInfo Info(ObjectKey key, in FileStatus status, long? size) =>
        new(size, status.LastModified, status.ETag, ContentTypes.MetadataOf(key));

    private long? SizeOf(SafeFileHandle top, ObjectKey candidate, ObjectKey key, in FileStatus status)
    {
        if (status.Size > 0)
        {
            return status.Size;
        }

        using var file = TryOpen(top, candidate, key);
        return file is null ? status.Size : FileEnd.SizeOf(file, status);
    }

    private static StorageException NotFound(ObjectKey key) => new(StorageErrorKind.NotFound, $"there is no file {key}");

    /// <summary>
    /// Kernels before 6.13 give file times by the tick: two writes within one look the same. A file that changed just now is looked at again when its tick
    /// is over, so that any later write shows.
    /// </summary>
    private async ValueTask<FileStatus> SettledStatusAsync(SafeFileHandle file, ObjectKey key, CancellationToken cancellationToken)
    {
        var status = StatusOf(file, key);
        var age = time.GetUtcNow() - status.LastChanged;
        if (age < TimeSpan.Zero || age >= Tick)
        {
            return status;
        }

        await Task.Delay(Tick - age, time, cancellationToken);
        return StatusOf(file, key);
    }

    private FileStatus? Stat(SafeFileHandle top, DiskPath path, ObjectKey key)
    {
        var error = root.OpenDirectory(top, path.Directory, forNames: false, out var directory);
        using (directory)
        {
            FileStatus status = default;
            if (error == 0)
            {
                error = FileStatus.Of(directory!, path.Name, Libc.SymlinkNoFollow, out status);
            }

            if (error == 0 && status.Kind == FileKind.Link)
            {
                error = root.OpenLink(RealPath.Of(top), directory!, path.Name, Libc.PathOnly, out var target, out _);
                using (target)
                {
                    error = error == 0 ? FileStatus.Of(target!, out status) : error;
                }
            }

            return error == 0 ? status
                : IsNoObject(error) ? null
                : throw Errno.Failure(error, "look at", key.ToString());
        }
    }

    private SafeFileHandle Open(ObjectKey key)
    {
        using var top = root.Open(forNames: false);
        if (codec is null)
        {
            return TryOpen(top, key, key) ?? throw NotFound(key);
        }

        foreach (var candidate in DiskNames.Candidates(key, codec))
        {
            if (TryOpen(top, candidate, key) is { } file)
            {
                return file;
            }
        }

        throw NotFound(key);
    }

    /// <summary>Null where there is no such file.</summary>
    private SafeFileHandle? TryOpen(SafeFileHandle top, ObjectKey candidate, ObjectKey key)
    {
        if (!DiskPath.TryGet(candidate, out var path, out _))
        {
            return null;
        }

        var error = root.OpenFile(top, path, out var file);
        return error == 0 || IsNoObject(error) ? file : throw Errno.Failure(error, "open", key.ToString());
    }

    /// <summary>Nothing there, a directory in its place, a link that leads nowhere, a socket, or a name that can't exist.</summary>
    private static bool IsNoObject(int error) =>
        Errno.IsAbsent(error) || error is Errno.IsDirectory or Errno.LinkLoop or Errno.NoDeviceThere or Errno.NameTooLong;
}

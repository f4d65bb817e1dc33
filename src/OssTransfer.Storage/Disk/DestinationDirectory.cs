using System.Text;
using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>Opens the directory that a file is written to, making what isn't there; never through a link.</summary>
internal static class DestinationDirectory
{
    private const uint AllRights = 0b111_111_111;

    /// <summary>Opens it, or answers null where it isn't there.</summary>
    /// <exception cref="StorageException">A file or a link is in the way, or it may not be opened.</exception>
    public static SafeFileHandle? Open(DiskRoot root, ReadOnlySpan<byte> directoryZ)
    {
        using var top = root.Open(forNames: true);
        return Open(root, top, directoryZ);
    }

    /// <summary>Throws where the path can't be that of a file: a file stands where a directory is needed, or a directory has its name.</summary>
    public static void CheckFor(DiskRoot root, DiskPath path)
    {
        using var top = root.Open(forNames: false);
        var error = Beneath.Open(top, path.Whole, Libc.PathOnly, root.UseOpenat2, out var there);
        using (there)
        {
            if (error == 0 && FileStatus.Of(there!, out var status) == 0 && status.Kind == FileKind.Directory)
            {
                throw IsOne();
            }
        }

        if (error != 0 && Failure(error, path.Whole) is { Kind: StorageErrorKind.InvalidKey } failure)
        {
            throw failure;
        }
    }

    /// <summary>The exception where a file's name is a directory's.</summary>
    public static StorageException IsOne() => new(StorageErrorKind.InvalidKey, "a directory has this name: a disk can't hold 'a' beside 'a/b'");

    public static SafeFileHandle OpenOrCreate(DiskRoot root, ReadOnlySpan<byte> directoryZ)
    {
        using var top = root.Open(forNames: true);
        return Open(root, top, directoryZ) ?? Create(root, top, directoryZ);
    }

    private static SafeFileHandle? Open(DiskRoot root, SafeFileHandle from, ReadOnlySpan<byte> pathZ)
    {
        var error = root.OpenDirectory(from, pathZ, forNames: true, out var opened);
        return error switch
        {
            0 => opened,
            Errno.NoEntry => null,
            _ => throw Failure(error, pathZ),
        };
    }

    private static SafeFileHandle Create(DiskRoot root, SafeFileHandle top, ReadOnlySpan<byte> directoryZ)
    {
        var current = top;
        foreach (var range in directoryZ[..^1].Split((byte)'/'))
        {
            byte[] segmentZ = [.. directoryZ[range], 0];
            SafeFileHandle? next;
            try
            {
                Make(current, segmentZ);
                next = Open(root, current, segmentZ);
            }
            finally
            {
                if (!ReferenceEquals(current, top))
                {
                    current.Dispose();
                }
            }

            current = next ?? throw new StorageException(StorageErrorKind.Transient, $"{Text(directoryZ)} was removed while a file was written to it");
        }

        return current;
    }

    private static unsafe void Make(SafeFileHandle parent, ReadOnlySpan<byte> nameZ)
    {
        fixed (byte* start = nameZ)
        {
            var error = Errno.Of(Libc.Mkdirat(parent, start, AllRights));
            if (error == 0)
            {
                error = Errno.Of(Libc.Fsync(parent));
            }

            if (error is not (0 or Errno.Exists))
            {
                throw Errno.Failure(error, "make directory", Text(nameZ));
            }
        }
    }

    private static StorageException Failure(int error, ReadOnlySpan<byte> pathZ) => error switch
    {
        Errno.NotDirectory => new(
            StorageErrorKind.InvalidKey,
            $"something on the way to '{Text(pathZ)}' is not a directory: a disk can't hold 'a' beside 'a/b', and links are not followed"),
        Errno.LinkLoop => new(StorageErrorKind.Denied, $"a link is on the way to '{Text(pathZ)}', and links are not followed"),
        _ => Errno.Failure(error, "open directory", Text(pathZ)),
    };

    private static string Text(ReadOnlySpan<byte> pathZ) => Encoding.UTF8.GetString(pathZ[..^1]);
}

using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>Makes a listing's entry of a name, for one look at the file.</summary>
internal static class EntryReader
{
    /// <summary>The entry of a name that is no directory.</summary>
    /// <returns>Null where the name is gone, or is a directory by now.</returns>
    public static ObjectEntry? Read(SafeFileHandle directory, ReadOnlySpan<byte> nameZ, FileKind kind, ObjectKey key)
    {
        if (kind == FileKind.Special)
        {
            return Problem(key, EntryProblem.SpecialFile);
        }

        if (kind == FileKind.Link)
        {
            return ReadLink(directory, nameZ, key);
        }

        var error = FileStatus.Of(directory, nameZ, Libc.SymlinkNoFollow, out var status);
        if (error != 0)
        {
            // What can't be looked at is still listed: reading it fails, and that is reported.
            return Errno.IsAbsent(error) ? null : new(key, -1, default, null);
        }

        return status.Kind switch
        {
            FileKind.Regular => Entry(key, status),
            FileKind.Link => ReadLink(directory, nameZ, key),
            FileKind.Directory => null,
            _ => Problem(key, EntryProblem.SpecialFile),
        };
    }

    private static ObjectEntry? ReadLink(SafeFileHandle directory, ReadOnlySpan<byte> nameZ, ObjectKey key)
    {
        var error = FileStatus.Of(directory, nameZ, 0, out var target);
        if (error != 0)
        {
            var isGone = FileStatus.Of(directory, nameZ, Libc.SymlinkNoFollow, out _) == Errno.NoEntry;
            return isGone ? null : Problem(key, EntryProblem.BrokenLink);
        }

        return target.Kind switch
        {
            FileKind.Regular => Entry(key, target),
            FileKind.Directory => Problem(key, EntryProblem.DirectoryLink),
            _ => Problem(key, EntryProblem.SpecialFile),
        };
    }

    private static ObjectEntry Entry(ObjectKey key, in FileStatus status) =>
        new(key, status.Size, status.LastModified, status.ETag) { IsHardLink = status.Links > 1 };

    private static ObjectEntry Problem(ObjectKey key, EntryProblem problem) => new(key, -1, default, null) { Problem = problem };
}

using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>Makes a listing's entry of a name, for one look at the file.</summary>
internal static class EntryReader
{
    /// <summary>The entry of a name that is no directory, or of a directory with a problem.</summary>
    /// <returns>Null where the name is gone, or is a directory by now.</returns>
    public static ObjectEntry? Read(DiskRoot root, byte[]? rootPath, in FoundName found)
    {
        if (found.Problem != EntryProblem.None)
        {
            return Problem(found.Key, found.Problem);
        }

        ref readonly var slot = ref found.Names![found.Index];
        var entry = Read(root, rootPath, found.Directory!, found.Names.RawZ(slot), slot.Kind, found.Key);
        return entry is not null && slot.Invalid ? entry with { Problem = EntryProblem.InvalidName } : entry;
    }

    private static ObjectEntry? Read(DiskRoot root, byte[]? rootPath, SafeFileHandle directory, ReadOnlySpan<byte> nameZ, FileKind kind, ObjectKey key)
    {
        if (kind == FileKind.Special)
        {
            return Problem(key, EntryProblem.SpecialFile);
        }

        if (kind == FileKind.Link)
        {
            return ReadLink(root, rootPath, directory, nameZ, key);
        }

        var error = FileStatus.Of(directory, nameZ, Libc.SymlinkNoFollow, out var status);
        if (error != 0)
        {
            // What can't be looked at is still listed: reading it fails, and that is reported.
            return Errno.IsAbsent(error) ? null : new(key, null, null, null);
        }

        return status.Kind switch
        {
            FileKind.Regular => Entry(directory, nameZ, key, status, root.UseOpenat2),
            FileKind.Link => ReadLink(root, rootPath, directory, nameZ, key),
            FileKind.Directory => null,
            _ => Problem(key, EntryProblem.SpecialFile),
        };
    }

    private static ObjectEntry? ReadLink(DiskRoot root, byte[]? rootPath, SafeFileHandle directory, ReadOnlySpan<byte> nameZ, ObjectKey key)
    {
        var error = FileStatus.Of(directory, nameZ, 0, out var target);
        if (error != 0)
        {
            var isGone = FileStatus.Of(directory, nameZ, Libc.SymlinkNoFollow, out _) == Errno.NoEntry;
            return isGone ? null : Problem(key, root.Links == LinkRule.Skip ? EntryProblem.SkippedLink : EntryProblem.BrokenLink);
        }

        return target.Kind switch
        {
            FileKind.Regular => ReadTarget(root, rootPath, directory, nameZ, key, target),
            FileKind.Directory => Problem(key, EntryProblem.DirectoryLink),
            _ => Problem(key, EntryProblem.SpecialFile),
        };
    }

    private static ObjectEntry ReadTarget(
        DiskRoot root, byte[]? rootPath, SafeFileHandle directory, ReadOnlySpan<byte> nameZ, ObjectKey key, in FileStatus target)
    {
        var error = root.OpenLink(rootPath, directory, nameZ, Libc.PathOnly, out var opened, out var leadsOutside);
        using (opened)
        {
            // A loop after all: the way leads into a process, as links of /proc do.
            return error is Errno.LinkNotFollowed or Errno.Closed ? Problem(key, EntryProblem.SkippedLink)
                : error == Errno.LinkLoop ? Problem(key, EntryProblem.SpecialFile)
                : Entry(directory, nameZ, key, target, root.UseOpenat2) with { LeadsOutside = leadsOutside };
        }
    }

    private static ObjectEntry Entry(SafeFileHandle directory, ReadOnlySpan<byte> nameZ, ObjectKey key, in FileStatus status, bool useOpenat2) =>
        new(key, SizeOf(directory, nameZ, status, useOpenat2), status.LastModified, status.ETag) { IsHardLink = status.Links > 1 };

    /// <summary>
    /// An empty file is opened, since it may have content nevertheless (as in /proc). If it can't be opened, that fails when it is read, not here.
    /// </summary>
    private static long? SizeOf(SafeFileHandle directory, ReadOnlySpan<byte> nameZ, in FileStatus status, bool useOpenat2)
    {
        if (status.Size > 0)
        {
            return status.Size;
        }

        var error = Beneath.OpenFollowing(directory, nameZ, Libc.ReadOnly | Libc.NonBlocking | Libc.NoControllingTerminal, useOpenat2, out var file);
        using (file)
        {
            return error == 0 ? FileEnd.SizeOf(file!, status) : status.Size;
        }
    }

    private static ObjectEntry Problem(ObjectKey key, EntryProblem problem) => new(key, null, null, null) { Problem = problem };
}

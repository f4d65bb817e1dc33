using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>The directory that is the store. It is opened again for every request, so that a share that was mounted again is seen at once.</summary>
internal sealed class DiskRoot(string path, bool useOpenat2)
{
    // The last root that was looked at and is open.
    private StrongBox<FileIdentity>? _open;

    // The root may contain the closed directory: then everything that is opened beneath it is checked, not only what lies on another mount.
    private volatile bool _mayContainClosed;

    public string Path => path;

    public bool UseOpenat2 => useOpenat2;

    /// <summary>Memory that the names of one directory may take while it is listed; one with more is read several times.</summary>
    public int NamesBytes { get; init; } = 32 << 20;

    /// <summary>Which links to files are read through.</summary>
    public LinkRule Links { get; init; }

    /// <summary>What is neither read nor written; null: nothing.</summary>
    public ClosedDirectory? Closed { get; init; }

    /// <summary>Opens the root, either to look beneath it or to read its names.</summary>
    public SafeFileHandle Open(bool forNames)
    {
        var root = OpenPath(path, (forNames ? Libc.ReadOnly : Libc.PathOnly) | Libc.DirectoryOnly, out var error) ?? throw Failure(error);
        if (Closed is null)
        {
            return root;
        }

        if (FileIdentity.Of(root) is not { } identity)
        {
            _mayContainClosed = true;
            return root;
        }

        if (_open?.Value == identity)
        {
            return root;
        }

        if (Closed.Holds(root))
        {
            root.Dispose();
            throw new StorageException(
                StorageErrorKind.Bucket,
                $"{path} is the silo's home, or lies in it ({Closed.Path}), which is neither read nor written: name another directory");
        }

        _mayContainClosed |= Closed.LiesIn(identity);
        _open = new(identity);
        return root;
    }

    /// <summary>Opens a path; null with the error where that fails.</summary>
    public static unsafe SafeFileHandle? OpenPath(string path, int flags, out int error)
    {
        fixed (byte* start = Encoding.UTF8.GetBytes(path + "\0"))
        {
            var result = Libc.Open(start, flags | Libc.CloseOnExec, 0);
            error = Errno.Of(result);
            return error == 0 ? new SafeFileHandle(result, ownsHandle: true) : null;
        }
    }

    /// <summary>The exception for an error of the root itself.</summary>
    public StorageException Failure(int error)
    {
        var inner = Errno.Failure(error, "open", path);
        return Errno.IsAbsent(error) ? new(StorageErrorKind.Bucket, $"there is no directory {path}; make it, or correct the path", inner) : inner;
    }

    /// <summary>Opens a directory beneath, never through a link.</summary>
    /// <returns>The error, or 0.</returns>
    public int OpenDirectory(SafeFileHandle root, ReadOnlySpan<byte> directory, bool forNames, out SafeFileHandle? opened) =>
        OpenBeneath(root, directory, (forNames ? Libc.ReadOnly : Libc.PathOnly) | Libc.DirectoryOnly, out opened);

    /// <summary>Opens a file beneath for reading. Directories on the way are never links; the file itself may be one.</summary>
    /// <returns>The error, or 0.</returns>
    public int OpenFile(SafeFileHandle root, DiskPath file, out SafeFileHandle? opened)
    {
        // A pipe must not wait for a writer, a terminal must not become ours.
        const int Flags = Libc.ReadOnly | Libc.NonBlocking | Libc.NoControllingTerminal;
        var error = OpenBeneath(root, file.Whole, Flags, out opened);
        if (error != Errno.LinkLoop)
        {
            return error;
        }

        error = OpenDirectory(root, file.Directory, forNames: false, out var parent);
        using (parent)
        {
            return error switch
            {
                0 => OpenLink(RealPath.Of(root), parent!, file.Name, Flags, out opened, out _),
                Errno.LinkLoop => Errno.NotDirectory,
                _ => error,
            };
        }
    }

    /// <summary>Opens what a link leads to, where it may be read through.</summary>
    /// <param name="rootPath">Where the root lies.</param>
    /// <param name="directory">Where the link lies.</param>
    /// <param name="name">Its name.</param>
    /// <param name="flags">Of <c>open</c>.</param>
    /// <param name="opened">Null where an error is returned.</param>
    /// <param name="leadsOutside">It leads to a file that isn't below the root.</param>
    /// <returns>The error, or 0.</returns>
    public int OpenLink(
        byte[]? rootPath, SafeFileHandle directory, ReadOnlySpan<byte> name, int flags, out SafeFileHandle? opened, out bool leadsOutside)
    {
        (opened, leadsOutside) = (null, false);
        if (Links == LinkRule.Skip)
        {
            return Errno.LinkNotFollowed;
        }

        var error = Judge(Beneath.OpenFollowing(directory, name, flags, useOpenat2, out opened), ref opened);
        if (error != 0)
        {
            return error;
        }

        leadsOutside = !RealPath.IsBelow(rootPath, RealPath.Of(opened!));
        if (!leadsOutside || Links == LinkRule.Follow)
        {
            return 0;
        }

        opened!.Dispose();
        opened = null;
        return Errno.LinkNotFollowed;
    }

    /// <summary>
    /// Where the root doesn't contain the closed directory, only another mount can lead into it: what lies on the root's own mount, as nearly everything does,
    /// isn't checked.
    /// </summary>
    private int OpenBeneath(SafeFileHandle root, ReadOnlySpan<byte> relative, int flags, out SafeFileHandle? opened)
    {
        if (Closed is not null && !_mayContainClosed && useOpenat2)
        {
            var error = Beneath.OpenOnItsMount(root, relative, flags, out opened);
            if (error != Errno.OtherMount)
            {
                return error;
            }
        }

        return Judge(Beneath.Open(root, relative, flags, useOpenat2, out opened), ref opened);
    }

    /// <summary>Lets go of what may not be touched.</summary>
    private int Judge(int error, ref SafeFileHandle? opened)
    {
        if (error != 0 || Closed is null || !Closed.Holds(opened!))
        {
            return error;
        }

        opened!.Dispose();
        opened = null;
        return Errno.Closed;
    }
}

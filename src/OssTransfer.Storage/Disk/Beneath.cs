using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>
/// Opens paths beneath a directory without following any link. The kernel does that in one call since 5.6; before, and where a container forbids that call,
/// each segment is opened by itself, which is the same for paths without "." and "..".
/// </summary>
internal static unsafe class Beneath
{
    /// <summary>Whether this kernel has, and this container allows, <c>openat2</c>.</summary>
    public static bool KernelHasOpenat2 { get; } = Probe();

    /// <summary>Opens a file or directory.</summary>
    /// <param name="directory">The directory to stay beneath.</param>
    /// <param name="path">Relative, without "." and "..", and ends with NUL; empty for the directory itself.</param>
    /// <param name="flags">Of <c>open</c>; close-on-exec is added.</param>
    /// <param name="useOpenat2">See <see cref="KernelHasOpenat2"/>.</param>
    /// <param name="opened">Null where an error is returned.</param>
    /// <returns>The error, or 0. A link anywhere is <see cref="Errno.LinkLoop"/>, or <see cref="Errno.NotDirectory"/> where a directory was needed.</returns>
    public static int Open(SafeFileHandle directory, ReadOnlySpan<byte> path, int flags, bool useOpenat2, out SafeFileHandle? opened) => useOpenat2
        ? Openat2(directory, Real(path), flags, OpenHow.Beneath | OpenHow.NoSymlinks, out opened)
        : OpenBySegment(directory, Real(path), flags, out opened);

    /// <summary>Opens what lies on the mount of the directory; what lies on another is <see cref="Errno.OtherMount"/>. By <c>openat2</c> only.</summary>
    public static int OpenOnItsMount(SafeFileHandle directory, ReadOnlySpan<byte> path, int flags, out SafeFileHandle? opened) =>
        Openat2(directory, Real(path), flags, OpenHow.Beneath | OpenHow.NoSymlinks | OpenHow.NoOtherMount, out opened);

    /// <summary>Opens a name in a directory; a link is followed wherever it leads, but never into another process.</summary>
    public static int OpenFollowing(SafeFileHandle directory, ReadOnlySpan<byte> name, int flags, bool useOpenat2, out SafeFileHandle? opened) =>
        useOpenat2 ? Openat2(directory, name, flags, OpenHow.NoMagicLinks, out opened) : Openat(directory, name, flags, out opened);

    private static ReadOnlySpan<byte> Real(ReadOnlySpan<byte> path) => path.Length <= 1 ? "./\0"u8 : path;

    private static bool Probe()
    {
        using var root = new SafeFileHandle(OpenSlash(), ownsHandle: true);
        var error = Openat2(root, "./\0"u8, Libc.PathOnly, OpenHow.Beneath, out var opened);
        opened?.Dispose();
        return error == 0;
    }

    private static nint OpenSlash()
    {
        fixed (byte* slash = "/\0"u8)
        {
            return Libc.Open(slash, Libc.PathOnly | Libc.CloseOnExec, 0);
        }
    }

    private static int OpenBySegment(SafeFileHandle directory, ReadOnlySpan<byte> path, int flags, out SafeFileHandle? opened)
    {
        var current = directory;
        try
        {
            while (path[..^2].IndexOf((byte)'/') is >= 0 and var slash)
            {
                byte[] segment = [.. path[..slash], 0];
                var error = Openat(current, segment, Libc.PathOnly | Libc.DirectoryOnly | Libc.NoFollow, out var next);
                if (error != 0)
                {
                    opened = null;
                    return error;
                }

                Release(current);
                current = next!;
                path = path[(slash + 1)..];
            }

            return Openat(current, path, flags | Libc.NoFollow, out opened);
        }
        finally
        {
            Release(current);
        }

        void Release(SafeFileHandle handle)
        {
            if (!ReferenceEquals(handle, directory))
            {
                handle.Dispose();
            }
        }
    }

    private static int Openat2(SafeFileHandle directory, ReadOnlySpan<byte> path, int flags, ulong resolve, out SafeFileHandle? opened)
    {
        var how = new OpenHow { Flags = (ulong)(flags | Libc.CloseOnExec), Resolve = resolve };
        fixed (byte* start = path)
        {
            nint result;
            int error;
            do
            {
                // EAGAIN: a rename elsewhere made the kernel unsure; openat2(2) says to try again.
                result = Libc.Openat2(directory, start, &how);
                error = Errno.Of(result);
            }
            while (error is Errno.Interrupted or Errno.TryAgain);

            opened = error == 0 ? new SafeFileHandle(result, ownsHandle: true) : null;
            return error;
        }
    }

    private static int Openat(SafeFileHandle directory, ReadOnlySpan<byte> path, int flags, out SafeFileHandle? opened)
    {
        fixed (byte* start = path)
        {
            int result;
            int error;
            do
            {
                result = Libc.Openat(directory, start, flags | Libc.CloseOnExec, 0);
                error = Errno.Of(result);
            }
            while (error == Errno.Interrupted);

            opened = error == 0 ? new SafeFileHandle(result, ownsHandle: true) : null;
            return error;
        }
    }
}

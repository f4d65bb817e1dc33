using System.Text;
using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>Where something that is open really lies. The kernel says it of the open file itself, so that no rename can come between.</summary>
internal static unsafe class RealPath
{
    private const int MaxBytes = 1 << 16;

    /// <summary>The absolute path, without any link in it; null where the kernel names none.</summary>
    public static byte[]? Of(SafeFileHandle opened)
    {
        var name = Encoding.ASCII.GetBytes($"/proc/self/fd/{opened.DangerousGetHandle()}\0");
        for (var bytes = 512; bytes <= MaxBytes; bytes *= 2)
        {
            var path = new byte[bytes];
            nint length;
            fixed (byte* start = name, target = path)
            {
                length = Libc.Readlink(start, target, path.Length);
            }

            if (length < 0)
            {
                return null;
            }

            if (length < path.Length)
            {
                return path[..(int)length];
            }
        }

        return null;
    }

    /// <summary>Whether a path is below a directory. What isn't known is not.</summary>
    public static bool IsBelow(byte[]? directory, byte[]? path) =>
        directory is not null && path is not null && path.AsSpan().StartsWith(directory)
        && (directory is [(byte)'/'] || (path.Length > directory.Length && path[directory.Length] == '/'));
}

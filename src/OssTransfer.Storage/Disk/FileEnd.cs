using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>
/// A file's size is what can be read of it: kernels (<c>/proc</c>) and some mounts report another one. So what they report is tried at its end, with one byte.
/// </summary>
internal static class FileEnd
{
    /// <summary>The size; null where the file system reports none though there is content, or where it can't be tried.</summary>
    public static long? SizeOf(SafeFileHandle file, in FileStatus status) => status.Size == 0 && HasMore(file, 0) ? null : status.Size;

    /// <summary>Whether there is, or may be, a byte at this place.</summary>
    public static unsafe bool HasMore(SafeFileHandle file, long offset)
    {
        byte one;
        nint read;
        do
        {
            read = Libc.Pread(file, &one, 1, offset);
        }
        while (Errno.Of(read) == Errno.Interrupted);

        return read != 0;
    }
}

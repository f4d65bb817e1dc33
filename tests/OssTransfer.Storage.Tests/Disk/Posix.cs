using System.Runtime.InteropServices;

namespace OssTransfer.Storage.Tests.Disk;

/// <summary>System calls for making files that .NET can't make.</summary>
internal static partial class Posix
{
    public const uint Fifo = 0x1000;

    public static void Mkdir(byte[] pathZ)
    {
        _ = MkdirCall(pathZ, 0x1ff);
    }

    public static void CreateFile(byte[] pathZ)
    {
        var file = Creat(pathZ, 0x1b6);
        Assert.True(file >= 0, Marshal.GetLastPInvokeErrorMessage());
        Assert.Equal(0, Close(file));
    }

    public static void MakeFifo(string path) => Assert.Equal(0, Mknod(path, Fifo | 0x1b6, 0));

    /// <summary>The rights of files are checked against this user from now on, on this thread only. Root's rights go with it.</summary>
    public static void SetFileUser(uint user) => _ = Setfsuid(user);

    public static void SetMode(string path, UnixFileMode mode) => Assert.Equal(0, Chmod(path, (uint)mode));

    public static bool IsRoot => Geteuid() == 0;

    public static void HardLink(string path, string name) => Assert.Equal(0, LinkCall(path, name));

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinkCall(string path, string name);

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true)]
    private static partial int MkdirCall(byte[] path, uint mode);

    [LibraryImport("libc", EntryPoint = "creat", SetLastError = true)]
    private static partial int Creat(byte[] path, uint mode);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "mknod", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Mknod(string path, uint mode, ulong device);

    [LibraryImport("libc", EntryPoint = "chmod", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Chmod(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int Setfsuid(uint user);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint Geteuid();
}

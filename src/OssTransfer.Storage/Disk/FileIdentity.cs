using System.Text;
using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>Which file or directory something is, however it is spelled and by whatever links it is reached.</summary>
/// <param name="Device">The file system.</param>
/// <param name="Inode">The file in it.</param>
public readonly record struct FileIdentity(ulong Device, ulong Inode)
{
    private const uint Root = 0;

    // AT_FDCWD: what isn't absolute is meant from the current directory.
    private static readonly SafeFileHandle Here = new(-100, ownsHandle: false);

    /// <summary>What a path leads to; null where it leads nowhere, or the system doesn't say.</summary>
    public static FileIdentity? Of(string path) => Stat(path) is { } found ? Of(found) : null;

    /// <summary>What a path that ends with NUL leads to, likewise.</summary>
    internal static FileIdentity? Of(byte[] pathZ) => Stat(pathZ) is { } found ? Of(found) : null;

    /// <summary>Of something that is open; null where the system doesn't say.</summary>
    internal static FileIdentity? Of(SafeFileHandle opened) =>
        StatxBuffer.Read(opened, [0], Libc.EmptyPath, StatxBuffer.BasicStats, out var found) == 0 ? Of(found) : null;

    /// <summary>
    /// Who, besides this user and root, owns or may write what a path leads to, for people; null: nobody, or the system doesn't say. A group that may write
    /// there counts, except a user's own group and that of a directory of root's, such as a mounted volume.
    /// </summary>
    public static string? ForeignWriter(string path)
    {
        const int GroupWrites = 0b010_000;
        const int OthersWrite = 0b000_010;
        return Stat(path) is not { } found ? null
            : found.Owner is not Root && found.Owner != Libc.EffectiveUser() ? "belongs to another user"
            : (found.Mode & OthersWrite) != 0 ? "may be written by every user"
            : (found.Mode & GroupWrites) != 0 && found.Group != found.Owner && found.Owner != Root ? "may be written by a group of users"
            : null;
    }

    internal static FileKind? KindOf(string path) => Stat(path) is { } found ? FileStatus.KindOf(found.Mode) : null;

    internal static bool IsPipe(string path) => Stat(path) is { } found && FileStatus.IsPipe(found.Mode);

    internal static FileIdentity Of(in StatxBuffer found) => new(((ulong)found.DeviceMajor << 32) | found.DeviceMinor, found.Inode);

    private static StatxBuffer? Stat(string path) => Stat(Encoding.UTF8.GetBytes(path + "\0"));

    private static StatxBuffer? Stat(byte[] pathZ) =>
        OperatingSystem.IsLinux() && StatxBuffer.Read(Here, pathZ, 0, StatxBuffer.BasicStats, out var found) == 0 ? found : null;
}

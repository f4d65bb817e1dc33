using System.Text;
using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>
/// A directory that no store reads or writes, whatever its root is and however that is spelled: the silo's home, with its keys and its state. A root in it is
/// refused, by device and inode of every directory on the way up; a root around it is listed without it, and what leads into it isn't followed.
/// </summary>
public sealed class ClosedDirectory
{
    private readonly FileIdentity? _identity;
    private readonly byte[]? _realPath;

    /// <summary>Closes what a path leads to now; a path that leads nowhere closes nothing.</summary>
    public ClosedDirectory(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        Path = path;
        _identity = FileIdentity.Of(path);
        if (_identity is not null)
        {
            using var opened = DiskRoot.OpenPath(path, Libc.PathOnly, out _);
            _realPath = opened is null ? null : RealPath.Of(opened);
        }
    }

    /// <summary>How it is called.</summary>
    public string Path { get; }

    /// <summary>Whether it lies somewhere below another directory.</summary>
    public bool LiesIn(string directory) => FileIdentity.Of(directory) is { } other && LiesIn(other);

    /// <summary>Whether it lies somewhere below another directory.</summary>
    internal bool LiesIn(FileIdentity directory) => _realPath is { } path && WayUp(path).Skip(1).Contains(directory);

    /// <summary>It is this directory.</summary>
    internal bool Is(FileIdentity directory) => _identity == directory;

    /// <summary>A directory that may be reached by any way is it, or lies in it.</summary>
    internal bool Holds(SafeFileHandle directory) => _identity is { } identity && RealPath.Of(directory) is { } path && WayUp(path).Contains(identity);

    /// <summary>Something below a root that is outside of it is it, or lies in it.</summary>
    internal bool Covers(SafeFileHandle opened) =>
        _realPath is { } own && RealPath.Of(opened) is { } path && (own.AsSpan().SequenceEqual(path) || RealPath.IsBelow(own, path));

    // A path of the kernel's is absolute and has no links.
    private static IEnumerable<FileIdentity?> WayUp(byte[] path)
    {
        for (var length = path.Length; length > 0; length = path.AsSpan(0, length).LastIndexOf((byte)'/'))
        {
            yield return FileIdentity.Of(Encoding.UTF8.GetString(path.AsSpan(0, length)));
        }

        yield return FileIdentity.Of("/");
    }
}

using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>
/// A directory that no store reads or writes, whatever its root is and however that is spelled: the silo's home, with its keys and its state. A root in it is
/// refused, by device and inode of every directory on the way up; a root that contains it is listed without it, and what leads into it, a link or a directory
/// that is mounted a second time, isn't followed.
/// </summary>
public sealed class ClosedDirectory
{
    private static readonly EnumerationOptions AsFarAsAllowed = new() { IgnoreInaccessible = true, AttributesToSkip = 0 };

    // With the directories in it: each may be mounted elsewhere by itself.
    private readonly HashSet<FileIdentity> _identities = [];
    private readonly byte[]? _realPath;

    /// <summary>Closes what a path leads to now; a path that leads nowhere closes nothing.</summary>
    public ClosedDirectory(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        Path = path;
        if (FileIdentity.Of(path) is not { } own)
        {
            return;
        }

        using var opened = DiskRoot.OpenPath(path, Libc.PathOnly, out _);
        _realPath = opened is null ? null : RealPath.Of(opened);
        _identities = [own, .. Directory.EnumerateDirectories(path, "*", AsFarAsAllowed).Select(FileIdentity.Of).OfType<FileIdentity>()];
    }

    /// <summary>How it is called.</summary>
    public string Path { get; }

    /// <summary>Whether it lies somewhere below another directory.</summary>
    public bool LiesIn(string directory) => FileIdentity.Of(directory) is { } other && LiesIn(other);

    /// <summary>Whether it lies somewhere below another directory.</summary>
    internal bool LiesIn(FileIdentity directory) => _realPath is { } path && WayUp(path).Skip(1).Contains(directory);

    /// <summary>It is this directory, or one in it.</summary>
    internal bool Is(FileIdentity directory) => _identities.Contains(directory);

    /// <summary>Something that was opened, by whatever way, is it or lies in it.</summary>
    internal bool Holds(SafeFileHandle opened) => RealPath.Of(opened) is { } path && WayUp(path).Any(identity => identity is { } above && Is(above));

    // A path of the kernel's is absolute and has no links.
    private static IEnumerable<FileIdentity?> WayUp(byte[] path)
    {
        for (var length = path.Length; length > 0; length = path.AsSpan(0, length).LastIndexOf((byte)'/'))
        {
            yield return FileIdentity.Of([.. path.AsSpan(0, length), 0]);
        }

        yield return FileIdentity.Of("/");
    }
}

namespace OssTransfer.Jobs.Planning;

/// <summary>What a source has that no object store knows, and so stays behind; counted while listing.</summary>
public sealed record LeftBehind
{
    /// <summary>Nothing.</summary>
    public static LeftBehind Nothing { get; } = new();

    /// <summary>Sockets, pipes and devices.</summary>
    public long SpecialFiles { get; init; }

    /// <summary>Links to directories, which are not followed.</summary>
    public long DirectoryLinks { get; init; }

    /// <summary>Links to files that <c>src-links</c> doesn't follow.</summary>
    public long FileLinks { get; init; }

    /// <summary>Directories with nothing in them.</summary>
    public long EmptyDirectories { get; init; }

    /// <summary>Names of files that have more than one: each of them becomes an object of its own.</summary>
    public long HardLinks { get; init; }

    /// <summary>Both together.</summary>
    public LeftBehind Add(LeftBehind other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new()
        {
            SpecialFiles = SpecialFiles + other.SpecialFiles,
            DirectoryLinks = DirectoryLinks + other.DirectoryLinks,
            FileLinks = FileLinks + other.FileLinks,
            EmptyDirectories = EmptyDirectories + other.EmptyDirectories,
            HardLinks = HardLinks + other.HardLinks,
        };
    }
}

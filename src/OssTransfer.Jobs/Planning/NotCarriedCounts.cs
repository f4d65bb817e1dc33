namespace OssTransfer.Jobs.Planning;

/// <summary>What a source has that an object store cannot hold, and so is not carried over; counted while listing.</summary>
public sealed record NotCarriedCounts
{
    /// <summary>Nothing.</summary>
    public static NotCarriedCounts Nothing { get; } = new();

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
    public NotCarriedCounts Add(NotCarriedCounts other)
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

namespace OssTransfer.Storage;

/// <summary>Why a listed entry is not an object that can be read. Values are stored: never reuse a number.</summary>
public enum EntryProblem
{
    /// <summary>An ordinary object.</summary>
    None = 0,

    /// <summary>A socket, pipe or device: counted, not migrated.</summary>
    SpecialFile = 1,

    /// <summary>A link to a directory: not followed, counted.</summary>
    DirectoryLink = 2,

    /// <summary>A link that leads nowhere or in a circle: reported as failed.</summary>
    BrokenLink = 3,

    /// <summary>A name that is not valid in UTF-8 or the configured encoding: reported as failed. The key holds its raw bytes.</summary>
    InvalidName = 4,

    /// <summary>A directory that may not be read: what lies below is unknown, so the run is incomplete. The key ends with '/'.</summary>
    UnreadableDirectory = 5,

    /// <summary>An archived object that must be restored before it can be read.</summary>
    NeedsRestore = 6,

    /// <summary>A directory with nothing in it: counted, not migrated. The key ends with '/'.</summary>
    EmptyDirectory = 7,

    /// <summary>A line of a list that names no object.</summary>
    BadLine = 8,

    /// <summary>A list names an object that the source doesn't have.</summary>
    Missing = 9,

    /// <summary>A list names an object that the source would not show.</summary>
    Unreadable = 10,

    /// <summary>A row of a store's listing that names no object that could be read: a size below zero, or no key.</summary>
    Unusable = 11,

    /// <summary>A link to a file that isn't read through: counted, not migrated.</summary>
    SkippedLink = 12,
}

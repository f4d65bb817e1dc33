namespace OssTransfer.Grains.Persistence;

/// <summary>What is wrong with the database that holds the grains' states.</summary>
public enum DatabaseProblem
{
    /// <summary>The disk it lies on has no room left, or a quota is reached.</summary>
    DiskFull,

    /// <summary>It may not be opened or written: rights, a read-only file system, a missing directory.</summary>
    NotWritable,

    /// <summary>The file is damaged or is no database.</summary>
    Damaged,

    /// <summary>It was written by a newer version of the program.</summary>
    TooNew,

    /// <summary>It lies on a file system that cannot do what the database needs, such as a network share.</summary>
    Unsuitable,

    /// <summary>A write waited too long for its turn, or another program holds the file.</summary>
    Busy,

    /// <summary>The disk answered with an error.</summary>
    Unreadable,

    /// <summary>It does not answer: not started, shutting down, cut off, or hung.</summary>
    Unreachable,

    /// <summary>What it holds has moved to another database.</summary>
    Moved,
}

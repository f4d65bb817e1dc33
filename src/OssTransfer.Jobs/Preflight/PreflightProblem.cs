namespace OssTransfer.Jobs.Preflight;

/// <summary>What a look at the source finds before a byte moves. <see cref="PreflightProblems"/> says it in words.</summary>
public enum PreflightProblem
{
    /// <summary>More bytes than a key may have at the destination, its prefix included.</summary>
    KeyTooLong,

    /// <summary>Different objects would have the same key at the destination.</summary>
    KeyCollision,

    /// <summary>A name that a directory can't hold.</summary>
    DiskName,

    /// <summary>A name would have to be a file and a directory.</summary>
    FileAndDirectory,

    /// <summary>The destination is known to refuse or change such a key.</summary>
    KeyRefused,

    /// <summary>Such a key may be changed on its way to a store of which nothing is known.</summary>
    OddKey,

    /// <summary>Headers that the destination would refuse or cut.</summary>
    Metadata,

    /// <summary>Archived at the source.</summary>
    NeedsRestore,

    /// <summary>More bytes than an object may have at the destination.</summary>
    TooLarge,

    /// <summary>A line of the list that names no object.</summary>
    BadLine,

    /// <summary>The source doesn't have what the list names.</summary>
    Missing,

    /// <summary>The source has another size than the list says.</summary>
    OtherSize,

    /// <summary>The source refuses to show the object.</summary>
    Unreadable,

    /// <summary>A URL's host lies where nothing is read from without <c>url-allow</c>.</summary>
    RefusedAddress,

    /// <summary>A URL's host has no address.</summary>
    UnknownHost,

    /// <summary>A link that leads nowhere or in a circle.</summary>
    BrokenLink,

    /// <summary>A file name that is not in the configured encoding.</summary>
    InvalidName,

    /// <summary>A directory that may not be read.</summary>
    UnreadableDirectory,

    /// <summary>A socket, pipe or device: not migrated.</summary>
    SpecialFile,

    /// <summary>A link to a directory: not followed.</summary>
    DirectoryLink,

    /// <summary>A link to a file that <c>src-links</c> doesn't follow.</summary>
    SkippedLink,

    /// <summary>A link to a file outside the source, which is followed.</summary>
    OutsideLink,
}

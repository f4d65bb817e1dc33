namespace OssTransfer.Storage.Disk;

/// <summary>Which directory is a store, and how its names are read.</summary>
public sealed record DiskStoreOptions
{
    /// <summary>
    /// Absolute path of an existing directory, with or without a final '/'. It may be a link itself; nothing below it is left through a directory link.
    /// </summary>
    public required string Root { get; init; }

    /// <summary>Which links to files are read through. Default: all.</summary>
    public LinkRule Links { get; init; }

    /// <summary>What is neither read nor written. Default: nothing.</summary>
    public ClosedDirectory? Closed { get; init; }

    /// <summary>
    /// The encoding of names that are not valid UTF-8 (<c>gbk</c>, <c>gb18030</c>, <c>big5</c>, <c>shift_jis</c>, ...): they are listed in UTF-8 where they can
    /// be turned back without loss. With a double-byte encoding that goes for names too that are UTF-8 only of two-byte characters,
    /// as many GBK names are by chance.
    /// Null or empty: names that are not valid UTF-8 are reported as <see cref="EntryProblem.InvalidName"/>. Written names are always UTF-8.
    /// </summary>
    public string? NameEncoding { get; init; }
}

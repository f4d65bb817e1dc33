namespace OssTransfer.Jobs.FileLists;

/// <summary>What a line of a list says.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Key">The object; default where there is a problem.</param>
/// <param name="Size">Bytes; null where the line doesn't say.</param>
/// <param name="Problem">Why the line names no object; the lines after it are read all the same.</param>
public readonly record struct FileListEntry(long Line, FileListKey Key, long? Size, FileListProblem Problem)
{
    /// <summary>The MD5 of the content, 32 lower-case hex digits; null where the line doesn't say.</summary>
    public string? Md5 { get; init; }

    /// <summary>What an inventory says of the object; null where there is none, or it isn't wanted.</summary>
    public InventoryFacts? Facts { get; init; }
}

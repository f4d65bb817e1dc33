using OssTransfer.Storage;

namespace OssTransfer.Jobs.FileLists;

/// <summary>One object of a list that was sorted by <see cref="Key"/>; a line that names none is one too, so that it is reported.</summary>
/// <param name="Key">The key under the destination's prefix; for a line that names no object, one that no object has.</param>
/// <param name="Source">The whole key at the source.</param>
/// <param name="Size">Bytes; null where the line doesn't say.</param>
/// <param name="Line">The line's number, from 1.</param>
/// <param name="Problem">Why the line names no object.</param>
public readonly record struct FileListObject(ObjectKey Key, ObjectKey Source, long? Size, long Line, FileListProblem Problem)
{
    /// <summary>The MD5 of the content, 32 lower-case hex digits; null where the line doesn't say.</summary>
    public string? Md5 { get; init; }

    /// <summary>What an inventory says of the object; null where it says too little, or it isn't wanted.</summary>
    public InventoryFacts? Facts { get; init; }

    /// <summary>What a line says.</summary>
    public static FileListObject Of(FileListEntry entry) => entry.Problem == FileListProblem.None
        ? new(entry.Key.Relative, entry.Key.Source, entry.Size, entry.Line, FileListProblem.None) { Md5 = entry.Md5, Facts = entry.Facts }
        : Bad(ObjectKey.From($"\n{entry.Line:D19}"), entry.Line, entry.Problem);

    /// <summary>A line that names no object. Its text is not kept: it may hold secrets.</summary>
    public static FileListObject Bad(ObjectKey key, long line, FileListProblem problem) =>
        new(key, ObjectKey.From($"line {line} of the list"), null, line, problem);

    /// <summary>As a listing shows it, before anybody has looked at the source.</summary>
    /// <param name="trusts">What an inventory says of it is believed.</param>
    public ObjectEntry ToEntry(bool trusts = false) => trusts && this is { Facts: { } facts, Size: not null, Problem: FileListProblem.None }
        ? new(Source, Size, facts.LastModified, facts.ETag) { Line = new(Line, Key, Size) { IsTrusted = true } }
        : Unasked();

    private ObjectEntry Unasked() => new(Source, Size, null, null)
    {
        Problem = Problem == FileListProblem.None ? EntryProblem.None : EntryProblem.BadLine,
        Line = new(Line, Key, Size)
        {
            Md5 = Md5,
            Problem = Problem == FileListProblem.None ? null : $"line {Line} of the list {FileListProblems.Text(Problem)}",
        },
    };
}

using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>What the names in a directory's records stand for.</summary>
internal static class EntryTypes
{
    /// <summary>The kind of a record's type; all that is neither file, directory nor link is special.</summary>
    public static FileKind KindOf(byte type) => (FileKind)type switch
    {
        FileKind.Unknown or FileKind.Directory or FileKind.Regular or FileKind.Link => (FileKind)type,
        _ => FileKind.Special,
    };

    /// <summary>Some file systems don't report the type with the name. One that can't be found out is left for the listing to report.</summary>
    public static void Find(SafeFileHandle directory, Memory<byte> records, DiskCalls calls)
    {
        var unknown = new List<Memory<byte>>();
        for (var record = records; !record.IsEmpty; record = record[DirectoryRecord.LengthOf(record.Span)..])
        {
            if (DirectoryRecord.TypeOf(record.Span) == (byte)FileKind.Unknown && DirectoryRecord.IsEntry(DirectoryRecord.NameZOf(record.Span)[..^1]))
            {
                unknown.Add(record);
            }
        }

        calls.ForEach(unknown.Count, i =>
        {
            var record = unknown[i].Span;
            var error = FileStatus.Of(directory, DirectoryRecord.NameZOf(record), Libc.SymlinkNoFollow, out var status);
            DirectoryRecord.SetType(record, (byte)(error == 0 ? status.Kind : FileKind.Regular));
        });
    }
}

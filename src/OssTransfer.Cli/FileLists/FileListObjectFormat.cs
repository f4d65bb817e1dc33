using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Sorting;

namespace OssTransfer.Cli.FileLists;

/// <summary>Lines of a list by key, then by line.</summary>
internal sealed class FileListObjectFormat : IRowFormat<FileListObject>
{
    private const int BytesBeside = 160;
    private const int BytesOfMd5 = 88;

    /// <inheritdoc/>
    public int Compare(FileListObject x, FileListObject y) => x.Key.CompareTo(y.Key) is not 0 and var order ? order : x.Line.CompareTo(y.Line);

    /// <inheritdoc/>
    public int BytesOf(FileListObject row) =>
        row.Key.Length + (row.Source == row.Key ? 0 : row.Source.Length) + BytesBeside + (row.Md5 is null ? 0 : BytesOfMd5);

    /// <inheritdoc/>
    public void Write(BinaryWriter writer, FileListObject row)
    {
        var isOwn = row.Source != row.Key;
        writer.WriteKey(row.Key);
        writer.Write(isOwn);
        if (isOwn)
        {
            writer.WriteKey(row.Source);
        }

        writer.WriteKnown(row.Size);
        writer.Write7BitEncodedInt64(row.Line);
        writer.Write((byte)row.Problem);
        writer.Write(row.Md5 ?? "");
    }

    /// <inheritdoc/>
    public FileListObject Read(BinaryReader reader)
    {
        var key = reader.ReadKey();
        var row = new FileListObject(
            key, reader.ReadBoolean() ? reader.ReadKey() : key, reader.ReadKnown(), reader.Read7BitEncodedInt64(), (FileListProblem)reader.ReadByte());
        return reader.ReadString() is { Length: > 0 } md5 ? row with { Md5 = md5 } : row;
    }
}

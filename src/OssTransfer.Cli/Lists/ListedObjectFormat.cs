using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Sorting;

namespace OssTransfer.Cli.Lists;

/// <summary>Lines of a list by key, then by line.</summary>
internal sealed class ListedObjectFormat : IRowFormat<ListedObject>
{
    private const int BytesBeside = 160;
    private const int BytesOfMd5 = 88;

    /// <inheritdoc/>
    public int Compare(ListedObject x, ListedObject y) => x.Key.CompareTo(y.Key) is not 0 and var order ? order : x.Line.CompareTo(y.Line);

    /// <inheritdoc/>
    public int BytesOf(ListedObject row) => row.Key.Length + (row.Source == row.Key ? 0 : row.Source.Length) + BytesBeside + (row.Md5 is null ? 0 : BytesOfMd5);

    /// <inheritdoc/>
    public void Write(BinaryWriter writer, ListedObject row)
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
    public ListedObject Read(BinaryReader reader)
    {
        var key = reader.ReadKey();
        var row = new ListedObject(
            key, reader.ReadBoolean() ? reader.ReadKey() : key, reader.ReadKnown(), reader.Read7BitEncodedInt64(), (FileListProblem)reader.ReadByte());
        return reader.ReadString() is { Length: > 0 } md5 ? row with { Md5 = md5 } : row;
    }
}

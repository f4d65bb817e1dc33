using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Sorting;

namespace OssTransfer.Cli.FileLists;

/// <summary>Lines of a list by key, then by line.</summary>
internal sealed class FileListObjectFormat : IRowFormat<FileListObject>
{
    private const int BytesBeside = 160;
    private const int BytesOfMd5 = 88;
    private const int BytesOfFacts = 128;

    /// <inheritdoc/>
    public int Compare(FileListObject x, FileListObject y) => x.Key.CompareTo(y.Key) is not 0 and var order ? order : x.Line.CompareTo(y.Line);

    /// <inheritdoc/>
    public int BytesOf(FileListObject row) =>
        row.Key.Length + (row.Source == row.Key ? 0 : row.Source.Length) + BytesBeside + (row.Md5 is null ? 0 : BytesOfMd5)
        + (row.Facts is null ? 0 : BytesOfFacts);

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
        writer.Write(row.Facts is not null);
        if (row.Facts is { } facts)
        {
            writer.Write(facts.LastModified.UtcTicks);
            writer.Write(facts.ETag);
        }
    }

    /// <inheritdoc/>
    public FileListObject Read(BinaryReader reader)
    {
        var key = reader.ReadKey();
        var row = new FileListObject(
            key, reader.ReadBoolean() ? reader.ReadKey() : key, reader.ReadKnown(), reader.Read7BitEncodedInt64(), (FileListProblem)reader.ReadByte());
        row = reader.ReadString() is { Length: > 0 } md5 ? row with { Md5 = md5 } : row;
        return reader.ReadBoolean() ? row with { Facts = new(new(reader.ReadInt64(), TimeSpan.Zero), reader.ReadString()) } : row;
    }
}

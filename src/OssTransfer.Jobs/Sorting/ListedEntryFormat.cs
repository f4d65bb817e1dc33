using OssTransfer.Storage;

namespace OssTransfer.Jobs.Sorting;

/// <summary>Entries of a bucket's listing by key, then as they were listed.</summary>
internal sealed class ListedEntryFormat : IRowFormat<ListedEntry>
{
    // The entry itself, its key, ETag and time.
    private const int BytesBeside = 320;

    /// <inheritdoc/>
    public int Compare(ListedEntry x, ListedEntry y) => x.Entry.Key.CompareTo(y.Entry.Key) is not 0 and var order ? order : x.Number.CompareTo(y.Number);

    /// <inheritdoc/>
    public int BytesOf(ListedEntry row) => row.Entry.Key.Length + BytesBeside;

    /// <inheritdoc/>
    public void Write(BinaryWriter writer, ListedEntry row)
    {
        var entry = row.Entry;
        writer.WriteKey(entry.Key);
        writer.Write7BitEncodedInt64(row.Number);
        writer.WriteKnown(entry.Size);
        writer.WriteKnown(entry.LastModified?.UtcTicks);
        writer.WriteText(entry.ETag);
        writer.WriteText(entry.StorageClass);
        writer.Write((byte)entry.Problem);
        writer.WriteText(entry.Unusable);
    }

    /// <inheritdoc/>
    public ListedEntry Read(BinaryReader reader)
    {
        var (key, number) = (reader.ReadKey(), reader.Read7BitEncodedInt64());
        var size = reader.ReadKnown();
        DateTimeOffset? modified = reader.ReadKnown() is { } ticks ? new(ticks, TimeSpan.Zero) : null;
        return new(
            new(key, size, modified, reader.ReadText())
            {
                StorageClass = reader.ReadText(),
                Problem = (EntryProblem)reader.ReadByte(),
                Unusable = reader.ReadText(),
            },
            number);
    }
}

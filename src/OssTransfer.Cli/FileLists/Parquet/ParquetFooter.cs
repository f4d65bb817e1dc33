using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Cli.FileLists.Parquet;

/// <summary>
/// What a Parquet file says of its content, at its end: <see href="https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift"/>.
/// </summary>
/// <param name="Fields">What it holds of each row.</param>
/// <param name="RowGroups">Its rows.</param>
internal sealed record ParquetFooter(IReadOnlyList<ParquetField> Fields, IReadOnlyList<ParquetRowGroup> RowGroups)
{
    private const int MaxBytes = 4 << 20;

    /// <summary>Its length and its mark.</summary>
    private const int TailBytes = 8;

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">It isn't one, or contradicts itself.</exception>
    /// <exception cref="NotSupportedException">The file is encrypted.</exception>
    public static ParquetFooter Read(SafeFileHandle file)
    {
        var length = RandomAccess.GetLength(file);
        Span<byte> tail = stackalloc byte[TailBytes];
        ReadAt(file, tail, length - TailBytes);
        if (tail.EndsWith("PARE"u8))
        {
            throw Encrypted();
        }

        var bytes = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (!tail.EndsWith("PAR1"u8) || bytes <= 0 || bytes > Math.Min(MaxBytes, length - TailBytes))
        {
            throw new InvalidDataException("it doesn't end as a Parquet file does");
        }

        var data = new byte[bytes];
        ReadAt(file, data, length - TailBytes - bytes);
        return Parse(data, length - TailBytes - bytes);
    }

    /// <summary>Fills a buffer from a place in a file.</summary>
    /// <exception cref="InvalidDataException">The file has fewer bytes.</exception>
    public static void ReadAt(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        while (!buffer.IsEmpty)
        {
            var count = offset < 0 ? 0 : RandomAccess.Read(file, buffer, offset);
            if (count == 0)
            {
                throw new InvalidDataException("it ends too early");
            }

            buffer = buffer[count..];
            offset += count;
        }
    }

    /// <summary>The file needs a key that isn't here.</summary>
    public static NotSupportedException Encrypted() => new("it is encrypted by Parquet's own encryption");

    /// <param name="data">The footer.</param>
    /// <param name="end">Where it begins: what it speaks of is in front of it.</param>
    private static ParquetFooter Parse(ReadOnlySpan<byte> data, long end)
    {
        var footer = ThriftReader.Read(data, out _);
        if (footer.Has(8))
        {
            throw Encrypted();
        }

        var groups = footer.Structs(4)
            .Select(group => new ParquetRowGroup(group.Count(3), [.. group.Structs(1).Select(chunk => ChunkOf(chunk, end))]))
            .ToArray();
        return groups.Sum(group => (long)group.Rows) == footer.Number(3)
            ? new(ParquetSchema.Read(footer.Structs(2)), groups)
            : throw new InvalidDataException("its parts don't have the rows that it says it has");
    }

    private static ParquetChunk ChunkOf(ThriftStruct chunk, long end)
    {
        if (chunk.Has(8) || chunk.Has(9))
        {
            return ParquetChunk.Encrypted;
        }

        var column = chunk.Struct(3);
        var path = column.Texts(3).ToArray();
        var (start, dictionary, bytes) = (column.Number(9), column.FindNumber(11) ?? 0, column.Number(7));

        // The dictionary is the first page; writers that have none may say 0, or less.
        start = dictionary > 0 ? Math.Min(dictionary, start) : start;
        return !chunk.Has(1) && start >= 0 && bytes >= 0 && bytes <= end - start
            ? new(
                path.Length == 1 ? path[0] : null, (ParquetType)column.Number(1), (ParquetCodec)column.Number(4), column.Number(5), start, bytes)
            : throw new InvalidDataException("it has a column that isn't in it");
    }
}

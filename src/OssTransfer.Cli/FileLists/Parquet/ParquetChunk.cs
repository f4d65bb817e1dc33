namespace OssTransfer.Cli.FileLists.Parquet;

/// <summary>Where a file has the values of a column for a group of rows: pages, one behind the other.</summary>
/// <param name="Path">The column's name; null of one in a group.</param>
/// <param name="Type">Of its values.</param>
/// <param name="Codec">How its pages are compressed.</param>
/// <param name="Rows">Of a column that isn't in a group, how many rows it has, those without a value included.</param>
/// <param name="Start">Where the first page begins.</param>
/// <param name="Bytes">Of all pages.</param>
internal sealed record ParquetChunk(string? Path, ParquetType Type, ParquetCodec Codec, long Rows, long Start, long Bytes)
{
    /// <summary>One that can't be read without a key.</summary>
    public static readonly ParquetChunk Encrypted = new(null, default, default, 0, 0, 0);
}

namespace OssTransfer.Cli.FileLists.Parquet;

/// <summary>What stands in front of a page.</summary>
/// <param name="Kind">What the page holds.</param>
/// <param name="Bytes">Of the page as it is, without the header.</param>
/// <param name="PlainBytes">Of the page when it is decompressed.</param>
/// <param name="Values">How many values it has; of a column's page, rows without one included.</param>
/// <param name="Encoding">How they are laid out.</param>
internal readonly record struct ParquetPageHeader(ParquetPageKind Kind, int Bytes, int PlainBytes, int Values, ParquetEncoding Encoding)
{
    /// <summary>More than any page of an inventory has: 1 MiB is usual.</summary>
    private const int MaxPlainBytes = 128 << 20;

    /// <summary>Of a page of the first version, how it says which rows have a value.</summary>
    public ParquetEncoding LevelEncoding { get; private init; } = ParquetEncoding.Rle;

    /// <summary>Of a page of the second version, what says which rows have a value; it stands in front, and isn't compressed.</summary>
    public int LevelBytes { get; private init; }

    /// <summary>The values are compressed.</summary>
    public bool IsCompressed { get; private init; } = true;

    /// <summary>Reads one.</summary>
    /// <param name="data">What begins with it.</param>
    /// <param name="length">How many bytes it has.</param>
    public static ParquetPageHeader Read(ReadOnlySpan<byte> data, out int length)
    {
        var page = ThriftReader.Read(data, out length);
        var kind = (ParquetPageKind)page.Number(1);
        var (plainBytes, bytes) = (page.Count(2), page.Count(3));
        return plainBytes > MaxPlainBytes
            ? throw new NotSupportedException($"it has a page of {plainBytes} bytes, and {MaxPlainBytes} are read")
            : kind switch
            {
                ParquetPageKind.Data => Of(page.Struct(5), encoding: 2) with { LevelEncoding = (ParquetEncoding)page.Struct(5).Number(3) },
                ParquetPageKind.Dictionary => Of(page.Struct(7), encoding: 2),
                ParquetPageKind.DataV2 => Of(page.Struct(8), encoding: 4) with
                {
                    LevelBytes = page.Struct(8).Count(5),
                    IsCompressed = page.Struct(8).Truth(7) ?? true,
                },
                _ => new(kind, bytes, plainBytes, 0, default),
            };

        ParquetPageHeader Of(ThriftStruct body, int encoding) => new(kind, bytes, plainBytes, body.Count(1), (ParquetEncoding)body.Number(encoding));
    }
}

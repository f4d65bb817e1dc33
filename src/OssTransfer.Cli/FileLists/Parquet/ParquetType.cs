namespace OssTransfer.Cli.FileLists.Parquet;

/// <summary>How values of a column are stored, as Parquet numbers it.</summary>
internal enum ParquetType
{
    Boolean = 0,
    Int32 = 1,
    Int64 = 2,
    Int96 = 3,
    Float = 4,
    Double = 5,
    ByteArray = 6,
    FixedLenByteArray = 7,
}

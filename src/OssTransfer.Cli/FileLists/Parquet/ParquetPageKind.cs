namespace OssTransfer.Cli.FileLists.Parquet;

/// <summary>What a page holds, as Parquet numbers it.</summary>
internal enum ParquetPageKind
{
    Data = 0,
    Index = 1,
    Dictionary = 2,
    DataV2 = 3,
}

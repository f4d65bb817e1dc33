namespace OssTransfer.Cli.FileLists.Parquet;

/// <summary>How many values a row has, as Parquet numbers it.</summary>
internal enum ParquetRepetition
{
    Required = 0,
    Optional = 1,
    Repeated = 2,
}

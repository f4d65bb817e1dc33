namespace OssTransfer.Cli.FileLists.Parquet;

/// <summary>Some of a file's rows.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Chunks">Their columns, in the order of the file.</param>
internal sealed record ParquetRowGroup(int Rows, IReadOnlyList<ParquetChunk> Chunks);

namespace OssTransfer.Cli.FileLists.Parquet;

/// <summary>What a file holds of each row at the top: a column, or a group of columns.</summary>
/// <param name="Name">As the file writes it.</param>
/// <param name="Leaf">The number of its column, in the order of the file; null for a group.</param>
/// <param name="Type">Of its values; null for a group.</param>
/// <param name="Repetition">How many values a row has.</param>
/// <param name="TicksOfUnit">Of a time in UTC, the unit that it is counted in, in ticks of 100 ns (0.01 for nanoseconds); null for all else.</param>
internal sealed record ParquetField(string Name, int? Leaf, ParquetType? Type, ParquetRepetition Repetition, decimal? TicksOfUnit);

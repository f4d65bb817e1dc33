using Parquet;
using Parquet.Schema;

namespace OssTransfer.EndToEnd.Tests.Running;

/// <summary>A column of a Parquet file that Parquet.Net writes, which the program doesn't use.</summary>
/// <param name="Field">How the file says it.</param>
/// <param name="WriteAsync">Writes the values of some rows, given by the first of them and their number.</param>
internal sealed record ParquetColumn(Field Field, Func<ParquetRowGroupWriter, DataField, int, int, Task> WriteAsync)
{
    public static ParquetColumn Texts(string name, IReadOnlyList<string?> values, bool isRequired = false) => new(
        new DataField(name, typeof(string), isNullable: !isRequired),
        (group, field, first, count) => group.WriteAsync(field, [.. values.Skip(first).Take(count)]));

    public static ParquetColumn Numbers(string name, long?[] values) => new(
        new DataField<long?>(name), (group, field, first, count) => group.WriteAsync<long>(field, values.AsMemory(first, count)));

    public static ParquetColumn Truths(string name, bool?[] values) => new(
        new DataField<bool?>(name), (group, field, first, count) => group.WriteAsync<bool>(field, values.AsMemory(first, count)));

    public static ParquetColumn Times(string name, DateTime?[] values, bool isUtc = true, DateTimeTimeUnit unit = DateTimeTimeUnit.Millis) => new(
        new DateTimeDataField(name, DateTimeFormat.Timestamp, isUtc, unit, isNullable: true),
        (group, field, first, count) => group.WriteAsync<DateTime>(field, values.AsMemory(first, count)));

    /// <summary>A group of columns, each with the row's number.</summary>
    public static ParquetColumn Group(string name, params string[] parts) => new(
        new StructField(name, [.. parts.Select(part => new DataField<int>(part))]),
        (group, field, first, count) => group.WriteAllPartsAsync<int>(
            field,
            Enumerable.Range(first, count).ToArray(),
            Enumerable.Repeat(field.MaxDefinitionLevel, count).ToArray(),
            null,
            CancellationToken.None));

    /// <summary>Writes a file.</summary>
    public static async Task WriteFileAsync(
        string path, int rows, int rowsInGroup, ParquetOptions options, params IReadOnlyList<ParquetColumn> columns)
    {
        var schema = new ParquetSchema(columns.Select(column => column.Field));
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(schema, file, options);
        for (var first = 0; first < rows; first += rowsInGroup)
        {
            using var group = writer.CreateRowGroup();
            foreach (var column in columns)
            {
                foreach (var field in schema.DataFields.Where(field => field.Path.FirstPart == column.Field.Name))
                {
                    await column.WriteAsync(group, field, first, Math.Min(rowsInGroup, rows - first));
                }
            }
        }
    }
}

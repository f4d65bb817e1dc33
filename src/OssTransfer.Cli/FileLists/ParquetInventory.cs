using System.Globalization;
using System.Text;
using OssTransfer.Cli.FileLists.Parquet;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Storage;

namespace OssTransfer.Cli.FileLists;

/// <summary>
/// A file of an inventory in Parquet. It names its columns itself, and its keys are the keys: URL-encoded they are in CSV only
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html#storage-inventory-contents">"When you're using the CSV file format,
/// the key name is URL-encoded"</see>).
/// </summary>
internal sealed class ParquetInventory : IInventoryRows
{
    private static readonly InventoryColumn[] All = Enum.GetValues<InventoryColumn>();

    private readonly FileStream _file;
    private readonly ParquetFooter _footer;
    private readonly IReadOnlyList<ParquetField?> _fields;
    private readonly double _rows;
    private ParquetColumn?[] _columns = [];
    private int _group = -1;
    private long _rowsLeft;
    private long _rowsRead;

    /// <summary>Reads what a file says of itself.</summary>
    public ParquetInventory(FileStream file)
    {
        _file = file;
        _footer = ParquetFooter.Read(file.SafeFileHandle);
        var found = InventoryColumns.Find([.. _footer.Fields.Select(field => field.Name)]);
        _fields = [.. All.Select(column => found[(int)column] is { } index ? Checked(column, _footer.Fields[index]) : null)];
        _rows = _footer.RowGroups.Sum(group => (double)group.Rows);
    }

    /// <inheritdoc/>
    public long Position => (long)(_file.Length * Math.Min(1, _rowsRead / Math.Max(1, _rows)));

    /// <inheritdoc/>
    public bool TryRead(out InventoryRow row)
    {
        while (MoveNext())
        {
            if (InventoryRow.IsCurrent(TruthOf(InventoryColumn.IsLatest), TruthOf(InventoryColumn.IsDeleteMarker)))
            {
                row = new(
                    ValueOf(InventoryColumn.Key) is { } key ? new ObjectKey(key.Bytes) : default,
                    ValueOf(InventoryColumn.Size)?.Int64 is >= 0 and var size ? size : null,
                    FactsOf());
                return true;
            }
        }

        row = default;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>Goes to the next row with all columns; false behind the last one.</summary>
    private bool MoveNext()
    {
        while (_rowsLeft == 0)
        {
            if (++_group >= _footer.RowGroups.Count)
            {
                return false;
            }

            var group = _footer.RowGroups[_group];
            _columns = [.. _fields.Select(field => field is null ? null : Open(group, field))];
            _rowsLeft = group.Rows;
        }

        foreach (var column in _columns)
        {
            column?.MoveNext();
        }

        _rowsLeft--;
        _rowsRead++;
        return true;
    }

    private ParquetColumn Open(ParquetRowGroup group, ParquetField field)
    {
        var chunk = field.Leaf < group.Chunks.Count ? group.Chunks[field.Leaf.Value] : null;
        return chunk switch
        {
            not null when chunk == ParquetChunk.Encrypted => throw ParquetFooter.Encrypted(),
            not null when chunk.Rows == group.Rows && chunk.Path == field.Name && chunk.Type == field.Type => new(_file.SafeFileHandle, field, chunk),
            _ => throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture, $"the rows of its part {_group + 1} don't have the column {field.Name} as it says")),
        };
    }

    private ParquetColumn? ValueOf(InventoryColumn column) => _columns[(int)column] is { HasValue: true } value ? value : null;

    private bool? TruthOf(InventoryColumn column) => ValueOf(column)?.Boolean;

    private InventoryFacts? FactsOf() => ValueOf(InventoryColumn.LastModifiedDate) is { } time && ValueOf(InventoryColumn.ETag) is { } etag
        ? InventoryFacts.Of(TimeOf(time.Int64, _fields[(int)InventoryColumn.LastModifiedDate]!.TicksOfUnit!.Value), Encoding.UTF8.GetString(etag.Bytes))
        : null;

    /// <summary>Null for a time that there can't be.</summary>
    private static DateTimeOffset? TimeOf(long value, decimal ticksOfUnit)
    {
        var ticks = DateTimeOffset.UnixEpoch.Ticks + decimal.Truncate(value * ticksOfUnit);
        return ticks >= 0 && ticks <= DateTimeOffset.MaxValue.Ticks ? new((long)ticks, TimeSpan.Zero) : null;
    }

    /// <summary>The column, which is of the type that inventories have.</summary>
    private static ParquetField Checked(InventoryColumn column, ParquetField field)
    {
        var (type, isTime) = column switch
        {
            InventoryColumn.Key or InventoryColumn.ETag => (ParquetType.ByteArray, false),
            InventoryColumn.IsLatest or InventoryColumn.IsDeleteMarker => (ParquetType.Boolean, false),
            InventoryColumn.LastModifiedDate => (ParquetType.Int64, true),
            _ => (ParquetType.Int64, false),
        };
        return field.Leaf is null || field.Repetition is not (ParquetRepetition.Required or ParquetRepetition.Optional)
            ? throw new NotSupportedException($"its column {field.Name} is a group or has many values in a row, and a single value is right")
            : field.Type == type && isTime == field.TicksOfUnit is not null
                ? field
                : throw new NotSupportedException(
                    $"its column {field.Name} is of the type {field.Type}{(field.TicksOfUnit is null ? "" : ", a time in UTC")}, and {type}{(isTime ? ", a time in UTC," : "")} is right");
    }
}

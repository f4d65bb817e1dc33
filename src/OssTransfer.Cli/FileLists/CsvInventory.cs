using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using nietras.SeparatedValues;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Storage;

namespace OssTransfer.Cli.FileLists;

/// <summary>A file of an inventory in CSV, compressed by gzip. Its columns are named by the manifest.</summary>
internal sealed class CsvInventory : IInventoryRows
{
    private readonly FileStream _file;
    private readonly IReadOnlyList<int?> _columns;
    private readonly SepReader _rows;

    /// <summary>Reads a file from its beginning.</summary>
    public CsvInventory(FileStream file, IReadOnlyList<int?> columns)
    {
        (_file, _columns) = (file, columns);
        _rows = Sep.New(',').Reader(options => options with { HasHeader = false, Unescape = true, DisableColCountCheck = true })
            .From(new GZipStream(file, CompressionMode.Decompress));
    }

    /// <inheritdoc/>
    public long Position => _file.Position;

    /// <inheritdoc/>
    public bool TryRead(out InventoryRow found)
    {
        while (_rows.MoveNext())
        {
            var row = _rows.Current;
            if (row.ColCount <= Math.Max(_columns[(int)InventoryColumn.Key] ?? 0, _columns[(int)InventoryColumn.Size] ?? 0))
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"row {row.RowIndex + 1} has {row.ColCount} columns"));
            }

            if (InventoryRow.IsCurrent(TruthOf(row, InventoryColumn.IsLatest), TruthOf(row, InventoryColumn.IsDeleteMarker)))
            {
                found = new(
                    KeyOf(TextOf(row, InventoryColumn.Key)),
                    long.TryParse(TextOf(row, InventoryColumn.Size), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null,
                    InventoryFacts.Of(TextOf(row, InventoryColumn.LastModifiedDate), TextOf(row, InventoryColumn.ETag)));
                return true;
            }
        }

        found = default;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();

    private ReadOnlySpan<char> TextOf(SepReader.Row row, InventoryColumn column) =>
        _columns[(int)column] is { } at && at < row.ColCount ? row[at].Span : default;

    private bool? TruthOf(SepReader.Row row, InventoryColumn column) => bool.TryParse(TextOf(row, column), out var value) ? value : null;

    /// <summary>Keys are URL-encoded in CSV, and only there; a plus is a space, and a plus itself is <c>%2B</c>.</summary>
    private static ObjectKey KeyOf(ReadOnlySpan<char> encoded)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(encoded)];
        Encoding.UTF8.GetBytes(encoded, bytes);
        return new(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length)!);
    }
}

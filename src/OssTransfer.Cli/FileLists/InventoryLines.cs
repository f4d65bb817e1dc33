using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using nietras.SeparatedValues;
using OssTransfer.Contracts;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Storage;
using OssTransfer.Storage.Files;

namespace OssTransfer.Cli.FileLists;

/// <summary>
/// An inventory as the lines of a list, in the form of error lists, which can name any key. Of a bucket with versions the current ones are named. A file
/// that isn't there, or isn't as its manifest says, ends the reading: what is missing in an inventory would be missing at the destination.
/// </summary>
internal sealed class InventoryLines : ReadOnlyStream
{
    private const int BytesAtOnce = 64 << 10;

    private readonly InventoryManifest _manifest;
    private readonly string _path;
    private readonly IReadOnlyList<string> _files;
    private readonly (int Key, int? Size, int? IsLatest, int? IsDeleteMarker, int? LastModified, int? ETag) _columns;
    private readonly ArrayBufferWriter<byte> _lines = new(2 * BytesAtOnce);
    private readonly IEnumerator<ReadOnlyMemory<byte>> _pieces;
    private ReadOnlyMemory<byte> _rest;
    private long _position;

    /// <summary>Reads what a manifest names.</summary>
    /// <param name="path">The manifest's path.</param>
    /// <param name="manifest">What it says.</param>
    /// <exception cref="CliException">A file is missing, or has another length than the manifest says; it names no keys.</exception>
    public InventoryLines(string path, InventoryManifest manifest)
    {
        (_path, _manifest) = (path, manifest);
        var names = manifest.FileSchema.Split(',', StringSplitOptions.TrimEntries);
        _columns = (
            Column("Key") ?? throw new CliException(ExitCode.Usage, $"The inventory {path} has no column Key, but {manifest.FileSchema}."),
            Column("Size"), Column("IsLatest"), Column("IsDeleteMarker"), Column("LastModifiedDate"), Column("ETag"));
        _files = [.. manifest.Files.Select(Find)];
        Length = manifest.Files.Sum(file => file.Size);
        _pieces = Pieces().GetEnumerator();

        int? Column(string name) => Array.FindIndex(names, each => each.Equals(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index ? index : null;
    }

    /// <summary>The bucket that the inventory lists.</summary>
    public string Bucket => _manifest.SourceBucket;

    /// <summary>Bytes of the inventory's files, compressed as they are.</summary>
    public override long Length { get; }

    /// <summary>Bytes of the inventory's files that have been read.</summary>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (_rest.IsEmpty)
        {
            if (!_pieces.MoveNext())
            {
                return ValueTask.FromResult(0);
            }

            _rest = _pieces.Current;
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return ValueTask.FromResult(count);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _pieces.Dispose();
        base.Dispose(disposing);
    }

    private IEnumerable<ReadOnlyMemory<byte>> Pieces()
    {
        for (var i = 0; i < _files.Count; i++)
        {
            using var md5 = MD5.Create();
            using var file = Guarded(
                i, () => new FileStream(_files[i], FileMode.Open, FileAccess.Read, FileShare.Read, BytesAtOnce, FileOptions.SequentialScan));
            using var digested = new CryptoStream(file, md5, CryptoStreamMode.Read);
            using var text = new GZipStream(digested, CompressionMode.Decompress);
            var before = _position;
            using var rows = Guarded(
                i, () => Sep.New(',').Reader(options => options with { HasHeader = false, Unescape = true, DisableColCountCheck = true }).From(text));
            while (Guarded(i, () => Fill(rows)))
            {
                _position = before + file.Position;
                yield return _lines.WrittenMemory;
            }

            if (!_manifest.Files[i].Md5.Equals(Guarded(i, () => DigestOf(digested, md5)), StringComparison.OrdinalIgnoreCase))
            {
                throw Damaged(i, $"its MD5 isn't {_manifest.Files[i].Md5}");
            }

            _position = before + file.Length;
        }
    }

    /// <summary>Makes lines of the next rows; false where there are no more.</summary>
    private bool Fill(SepReader rows)
    {
        _lines.ResetWrittenCount();
        var any = false;
        while (_lines.WrittenCount < BytesAtOnce && rows.MoveNext())
        {
            any = true;
            var row = rows.Current;
            if (row.ColCount <= Math.Max(_columns.Key, _columns.Size ?? 0))
            {
                throw new InvalidDataException($"row {row.RowIndex + 1} has {row.ColCount} columns");
            }

            if (!Is(row, _columns.IsLatest, "false") && !Is(row, _columns.IsDeleteMarker, "true"))
            {
                var size = _columns.Size is { } column && long.TryParse(row[column].Span, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
                    ? bytes
                    : (long?)null;
                Encoding.UTF8.GetBytes(FileListText.Line(KeyOf(row[_columns.Key].Span), size, ReasonOf(row)) + "\n", _lines);
            }
        }

        return any;

        static bool Is(SepReader.Row row, int? column, string value) =>
            column is { } at && at < row.ColCount && row[at].Span.Equals(value, StringComparison.OrdinalIgnoreCase);
    }

    private string ReasonOf(SepReader.Row row) =>
        _columns is { LastModified: { } time, ETag: { } etag } && Math.Max(time, etag) < row.ColCount
            && InventoryFacts.Of(row[time].Span, row[etag].Span) is { } facts
            ? facts.Reason
            : InventoryFacts.NoFacts;

    /// <summary>Keys are URL-encoded in CSV; a plus is a space, and a plus itself is <c>%2B</c>.</summary>
    private static ObjectKey KeyOf(ReadOnlySpan<char> encoded)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(encoded)];
        Encoding.UTF8.GetBytes(encoded, bytes);
        return new(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length)!);
    }

    /// <summary>The digest of a file, of which what no row needed is read, too.</summary>
    private static string DigestOf(CryptoStream file, MD5 md5)
    {
        file.CopyTo(Null);
        return Convert.ToHexString(md5.Hash!);
    }

    private T Guarded<T>(int file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Damaged(file, e.Message);
        }
    }

    private CliException Damaged(int file, string problem) => new(
        ExitCode.Error, $"{_files[file]} of the inventory {_path} can't be read: {problem.TrimEnd('.')}. Copy it here again: {Origin(_manifest.Files[file])}.");

    /// <summary>Beside the manifest, or where the service puts it: in <c>data</c> beside the manifest's directory.</summary>
    private string Find(InventoryFile file)
    {
        var name = Path.GetFileName(file.Key);
        var directory = Path.GetDirectoryName(Path.GetFullPath(_path))!;
        string[] places = [Path.Combine(directory, name), Path.Combine(directory, "data", name), Path.GetFullPath(Path.Combine(directory, "..", "data", name))];
        var found = Array.Find(places, File.Exists)
            ?? throw new CliException(
                ExitCode.Usage, $"The inventory {_path} needs {name}, which is not at {places[0]} or {places[2]}. Copy it there: {Origin(file)}.");
        return new FileInfo(found).Length is var length && length == file.Size
            ? found
            : throw new CliException(
                ExitCode.Usage,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{found} of the inventory {_path} has {length} bytes, {file.Size} are right. Copy it here again: {Origin(file)}."));
    }

    private string Origin(InventoryFile file) => $"it is {file.Key} of the bucket {_manifest.DestinationBucket.Split(':')[^1]}";
}

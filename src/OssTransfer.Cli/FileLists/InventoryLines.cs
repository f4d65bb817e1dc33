using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OssTransfer.Contracts;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Storage.Files;

namespace OssTransfer.Cli.FileLists;

/// <summary>
/// An inventory as the lines of a list, in the form of error lists, which can name any key. Of a bucket with versions the current ones are named. A file
/// that isn't there, or isn't as its manifest says, ends the reading before a row of it is read: what is missing in an inventory would be missing at the
/// destination.
/// </summary>
internal sealed class InventoryLines : ReadOnlyStream
{
    private const int BytesAtOnce = 64 << 10;

    /// <summary>A problem may name what the file holds, which may be long.</summary>
    private const int ShownProblem = 500;

    private readonly InventoryManifest _manifest;
    private readonly string _path;
    private readonly IReadOnlyList<string> _files;
    private readonly Func<FileStream, IInventoryRows> _open;
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
        _open = Format();
        _files = [.. manifest.Files.Select(Find)];
        Length = manifest.Files.Sum(file => file.Size);
        _pieces = Pieces().GetEnumerator();
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
        while (_rest.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
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

    /// <summary>How its files are read. Only of CSV the manifest says the columns in a form that is meant to be read.</summary>
    private Func<FileStream, IInventoryRows> Format()
    {
        if (_manifest.IsParquet)
        {
            return file => new ParquetInventory(file);
        }

        try
        {
            var columns = InventoryColumns.Find(_manifest.FileSchema.Split(',', StringSplitOptions.TrimEntries));
            return file => new CsvInventory(file, columns);
        }
        catch (NotSupportedException e)
        {
            throw new CliException(ExitCode.Usage, $"The inventory {_path} can't be read: {e.Message}. Have the service write it again.");
        }
    }

    /// <summary>Lines; empty pieces while a file is hashed, so that it can be cancelled.</summary>
    private IEnumerable<ReadOnlyMemory<byte>> Pieces()
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var buffer = new byte[BytesAtOnce];
        for (var i = 0; i < _files.Count; i++)
        {
            using var file = Guarded(
                i, () => new FileStream(_files[i], FileMode.Open, FileAccess.Read, FileShare.Read, BytesAtOnce, FileOptions.SequentialScan));
            while (Guarded(i, () => file.Read(buffer)) is > 0 and var count)
            {
                md5.AppendData(buffer.AsSpan(0, count));
                yield return default;
            }

            if (!_manifest.Files[i].Md5.Equals(Convert.ToHexString(md5.GetHashAndReset()), StringComparison.OrdinalIgnoreCase))
            {
                throw Damaged(i, $"its MD5 isn't {_manifest.Files[i].Md5}");
            }

            file.Position = 0;
            var before = _position;
            using var rows = Guarded(i, () => _open(file));
            while (Guarded(i, () => Fill(rows)))
            {
                _position = before + rows.Position;
                yield return _lines.WrittenMemory;
            }

            _position = before + file.Length;
        }
    }

    /// <summary>Makes lines of the next rows; false where there are no more.</summary>
    private bool Fill(IInventoryRows rows)
    {
        _lines.ResetWrittenCount();
        while (_lines.WrittenCount < BytesAtOnce && rows.TryRead(out var row))
        {
            Encoding.UTF8.GetBytes(FileListText.Line(row.Key, row.Size, row.Facts?.Reason ?? InventoryFacts.NoFacts) + "\n", _lines);
        }

        return _lines.WrittenCount > 0;
    }

    private T Guarded<T>(int file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException)
        {
            throw Unreadable(file, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Damaged(file, e.Message);
        }
    }

    /// <summary>The file is as the service wrote it, so that copying it again would change nothing.</summary>
    private CliException Unreadable(int file, string problem) => new(
        ExitCode.Error,
        $"{_files[file]} of the inventory {_path} can't be read, although it is what the manifest says: "
        + $"{(problem.Length > ShownProblem ? problem[..ShownProblem] : problem).TrimEnd('.')}. "
        + $"Have the service write the inventory {(_manifest.IsParquet ? "as CSV" : "again")}.");

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

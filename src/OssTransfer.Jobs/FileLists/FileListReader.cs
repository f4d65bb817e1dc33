using System.Buffers;
using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.FileLists;

/// <summary>
/// Reads a list from a stream in bounded memory, whatever its length and that of its lines:
/// <c>while (await reader.FillAsync(token)) while (reader.TryRead(out var entry)) ...</c>. Blank lines and comments are counted and left out.
/// </summary>
/// <param name="stream">UTF-8 (or the rule's encoding) with or without byte order mark; LF or CRLF. Stays open.</param>
/// <param name="rule">What paths mean as keys.</param>
/// <param name="firstLine">The number of the stream's first line, for a piece of a list.</param>
/// <param name="withDigests">Lines may name digests (<see cref="JobSpec.ReadsDigests"/>).</param>
/// <param name="withFacts">The lines are an inventory's whose facts are wanted.</param>
public sealed class FileListReader(Stream stream, IFileListRule rule, long firstLine, bool withDigests = false, bool withFacts = false) : IDisposable
{
    private const int BufferBytes = 4 * FileListLine.MaxBytes;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private byte[] _room = ArrayPool<byte>.Shared.Rent(FileListLine.MaxBytes);
    private int _start;
    private int _end;
    private long _nextLine = firstLine;
    private bool _isInsideLongLine;
    private bool _isAtEnd;

    /// <summary>Reads on; false when everything was read. Call it when <see cref="TryRead"/> has no more.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_isAtEnd)
        {
            return false;
        }

        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            _isInsideLongLine = true;
            _end = 0;
        }

        var count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += count;
        _isAtEnd = count == 0;
        return true;
    }

    /// <summary>The next line that says something; false when more must be read first.</summary>
    public bool TryRead(out FileListEntry entry)
    {
        while (TryReadLine(out var text))
        {
            var number = _nextLine++;
            var line = _isInsideLongLine ? FileListLine.Bad(FileListProblem.TooLong) : FileListLine.Parse(WithoutMark(text, number), _room, withDigests);
            _isInsideLongLine = false;
            if (!line.IsEmpty)
            {
                entry = Entry(line, number);
                return true;
            }
        }

        entry = default;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            ArrayPool<byte>.Shared.Return(_room);
            (_buffer, _room, _start, _end, _isAtEnd) = ([], [], 0, 0, true);
        }
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> line, long number) =>
        number == 1 && line.StartsWith("\uFEFF"u8) ? line[3..] : line;

    private FileListEntry Entry(in FileListLine line, long number)
    {
        var key = default(FileListKey);
        var problem = line.Problem == FileListProblem.None ? rule.Read(line, out key) : line.Problem;
        return new(number, key, line.Size, problem) { Md5 = line.Md5, Facts = withFacts ? InventoryFacts.Find(line.Reason) : null };
    }

    private bool TryReadLine(out ReadOnlySpan<byte> line)
    {
        var rest = _buffer.AsSpan(_start.._end);
        var length = rest.IndexOf((byte)'\n');
        if (length >= 0)
        {
            line = rest[..length];
            _start += length + 1;
            return true;
        }

        line = rest;
        var isLast = _isAtEnd && (rest.Length > 0 || _isInsideLongLine);
        _start = isLast ? _end : _start;
        return isLast;
    }
}

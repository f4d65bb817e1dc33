using System.Buffers;

namespace OssTransfer.Jobs.FileLists;

/// <summary>
/// Cuts a list into pieces of whole lines, in bounded memory. The pieces put together are the list, with one exception: of a line that is longer than
/// a piece may be, only so much is kept that it is still known as too long.
/// </summary>
public sealed class FileListSplitter : IDisposable
{
    /// <summary>The least that <c>maxBytes</c> may be: byte order mark, a line that is just too long, and its end.</summary>
    public const int MinChunkBytes = KeptOfLongLine + 1;

    /// <summary>Too long even where a byte order mark at its beginning doesn't count.</summary>
    private const int KeptOfLongLine = FileListLine.MaxBytes + 4;

    private readonly Stream _stream;
    private readonly int _maxLines;
    private readonly int _maxBytes;
    private byte[] _buffer;
    private int _start;
    private int _end;
    private long _nextLine = 1;
    private long _offset;
    private bool _isAtEnd;

    /// <summary>A splitter of a stream that stands at the beginning of a list.</summary>
    /// <param name="stream">Stays open.</param>
    /// <param name="maxLines">Lines of a piece at most, from 1.</param>
    /// <param name="maxBytes">Bytes of a piece at most, from <see cref="MinChunkBytes"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is too small.</exception>
    public FileListSplitter(Stream stream, int maxLines, int maxBytes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLines, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, MinChunkBytes);
        (_stream, _maxLines, _maxBytes) = (stream, maxLines, maxBytes);
        _buffer = ArrayPool<byte>.Shared.Rent(maxBytes);
    }

    /// <summary>The next piece; null at the end. An empty list has none.</summary>
    public async ValueTask<FileListChunk?> NextAsync(CancellationToken cancellationToken)
    {
        var (length, lines) = Cut(_buffer.AsSpan(_start.._end));
        if (lines < _maxLines && !_isAtEnd)
        {
            await FillAsync(cancellationToken);
            (length, lines) = Cut(_buffer.AsSpan(_start.._end));
        }

        return length > 0 ? Take(length, lines)
            : _start < _end ? await TakeLongLineAsync(cancellationToken)
            : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            (_buffer, _start, _end, _isAtEnd) = ([], 0, 0, true);
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_isAtEnd)
        {
            return;
        }

        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var count = await _stream.ReadAtLeastAsync(_buffer.AsMemory(_end, _maxBytes - _end), _maxBytes - _end, throwOnEndOfStream: false, cancellationToken);
        _end += count;
        _isAtEnd = _end < _maxBytes;
    }

    /// <summary>How much of what was read is a piece; nothing where it is the beginning of one long line.</summary>
    private (int Length, int Lines) Cut(ReadOnlySpan<byte> rest)
    {
        var (length, lines) = (0, 0);
        while (lines < _maxLines && length < rest.Length)
        {
            var line = rest[length..].IndexOf((byte)'\n') + 1;
            if (line == 0 && !_isAtEnd)
            {
                break;
            }

            length = line == 0 ? rest.Length : length + line;
            lines++;
        }

        return (length, lines);
    }

    private FileListChunk Take(int length, int lines)
    {
        var chunk = new FileListChunk(_nextLine, lines, _buffer.AsMemory(_start, length), _offset + length);
        _start += length;
        _offset += length;
        _nextLine += lines;
        return chunk;
    }

    private async ValueTask<FileListChunk> TakeLongLineAsync(CancellationToken cancellationToken)
    {
        // It must not end with a carriage return, which would not count either.
        var kept = _buffer.AsSpan(_start, KeptOfLongLine).ToArray();
        kept[^1] = (byte)'.';
        var end = -1;
        while (end < 0 && _start < _end)
        {
            end = _buffer.AsSpan(_start.._end).IndexOf((byte)'\n');
            var passed = end < 0 ? _end - _start : end + 1;
            _start += passed;
            _offset += passed;
            if (end < 0)
            {
                await FillAsync(cancellationToken);
            }
        }

        return new(_nextLine++, 1, (byte[])[.. kept, (byte)'\n'], _offset);
    }
}

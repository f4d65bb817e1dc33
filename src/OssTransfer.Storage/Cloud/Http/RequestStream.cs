using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace OssTransfer.Storage.Cloud.Http;

/// <summary>
/// A connection as HTTP/1.1 sees it that crosses into the kernel less often: a small request leaves in one piece, and of an answer as much is taken
/// at once as has come. Bytes and their order are unchanged.
/// </summary>
internal sealed class RequestStream(Stream inner) : Stream
{
    private const int RoomBytes = 16 << 10;

    private byte[]? _held;
    private int _heldBytes;
    private int _wholeBytes;

    /// <summary>What the request under way has still to send; -1 once that can't be known, and from then on nothing is held back.</summary>
    private long _left;
    private byte[]? _ahead;
    private int _aheadStart;
    private int _aheadEnd;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The beginning of a small request waits for the rest, which its writer has at hand; everything else goes out at once.</summary>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_heldBytes == 0 && !BeginsSmallRequest(buffer.Span))
        {
            return inner.WriteAsync(buffer, cancellationToken);
        }

        if (_heldBytes + buffer.Length > _wholeBytes)
        {
            _left = -1;
            return WriteBothAsync(buffer, cancellationToken);
        }

        _held ??= new byte[RoomBytes];
        buffer.CopyTo(_held.AsMemory(_heldBytes));
        _heldBytes += buffer.Length;
        return _heldBytes < _wholeBytes ? default : WriteHeldAsync(cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_heldBytes > 0)
        {
            await WriteHeldAsync(cancellationToken);
        }

        await inner.FlushAsync(cancellationToken);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_aheadStart < _aheadEnd)
        {
            return new(Take(buffer.Span));
        }

        return buffer.IsEmpty || buffer.Length >= RoomBytes ? inner.ReadAsync(buffer, cancellationToken) : ReadAheadAsync(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Connections are read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Connections are written asynchronously.");

    public override void Flush() => throw new NotSupportedException("Connections are written asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>
    /// Follows where requests begin, so that no content is ever taken for one. True: hold this back until <see cref="_wholeBytes"/> are here.
    /// </summary>
    private bool BeginsSmallRequest(ReadOnlySpan<byte> bytes)
    {
        if (_left != 0 || bytes.IsEmpty)
        {
            _left = _left < bytes.Length ? (_left < 0 ? _left : -1) : _left - bytes.Length;
            return false;
        }

        var whole = WholeBytes(bytes, out var waitsForLeave);
        if (whole < bytes.Length)
        {
            _left = -1;
            return false;
        }

        if (whole > RoomBytes || whole == bytes.Length || waitsForLeave || !(bytes.StartsWith("PUT "u8) || bytes.StartsWith("POST "u8)))
        {
            _left = whole - bytes.Length;
            return false;
        }

        _wholeBytes = (int)whole;
        return true;
    }

    /// <summary>How many bytes the request has that begins here, head and body; -1 where that can't be known.</summary>
    /// <param name="bytes">From the beginning of its head on.</param>
    /// <param name="waitsForLeave">The body comes only after an answer.</param>
    private static long WholeBytes(ReadOnlySpan<byte> bytes, out bool waitsForLeave)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        var head = end < 0 ? default : bytes[..(end + 2)];
        waitsForLeave = head.IndexOf("\r\nExpect:"u8) >= 0;
        if (end < 0 || head.IndexOf("\r\nTransfer-Encoding:"u8) >= 0)
        {
            return -1;
        }

        var name = "\r\nContent-Length: "u8;
        var at = head.IndexOf(name);
        return at < 0 ? end + 4
            : Utf8Parser.TryParse(head[(at + name.Length)..], out long body, out _) && body is >= 0 and < long.MaxValue / 2 ? end + 4 + body
            : -1;
    }

    private ValueTask WriteHeldAsync(CancellationToken cancellationToken)
    {
        var held = _held.AsMemory(0, _heldBytes);
        _heldBytes = 0;
        return inner.WriteAsync(held, cancellationToken);
    }

    /// <summary>More than the head announced: that is for the other side to judge.</summary>
    private async ValueTask WriteBothAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        await WriteHeldAsync(cancellationToken);
        await inner.WriteAsync(buffer, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadAheadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        _ahead ??= new byte[RoomBytes];
        _aheadEnd = await inner.ReadAsync(_ahead.AsMemory(), cancellationToken);
        _aheadStart = 0;
        return Take(buffer.Span);
    }

    private int Take(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _aheadEnd - _aheadStart);
        _ahead.AsSpan(_aheadStart, count).CopyTo(buffer);
        _aheadStart += count;
        return count;
    }
}

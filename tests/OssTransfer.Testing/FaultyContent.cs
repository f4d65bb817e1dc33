using OssTransfer.Storage;

namespace OssTransfer.Testing;

/// <summary>Content that breaks off after some bytes, or whose first byte is another one.</summary>
internal sealed class FaultyContent(Stream inner, Fault fault) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer[..Allowed(buffer.Length)], cancellationToken);
        return Apply(buffer.Span, read);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        Apply(buffer.AsSpan(offset), inner.Read(buffer, offset, Allowed(count)));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Allowed(int wanted)
    {
        if (fault.Kind != FaultKind.Cut || wanted == 0)
        {
            return wanted;
        }

        var left = fault.CutAfter - _position;
        return left > 0
            ? (int)Math.Min(wanted, left)
            : throw new StorageException(StorageErrorKind.Transient, $"the body was cut after {_position} bytes as the test asked");
    }

    private int Apply(Span<byte> buffer, int read)
    {
        if (fault.Kind == FaultKind.Damage && _position == 0 && read > 0)
        {
            buffer[0] ^= 1;
        }

        _position += read;
        return read;
    }
}

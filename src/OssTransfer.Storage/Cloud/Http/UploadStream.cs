namespace OssTransfer.Storage.Cloud.Http;

/// <summary>Where a body is written to: counts, notes progress, and distinguishes a failing connection from a failing source.</summary>
internal sealed class UploadStream(Stream inner, UploadBody body, StallTimer timer) : Stream
{
    /// <summary>Small enough that each piece passes a slow connection within the stall limit.</summary>
    private const int Piece = 128 << 10;

    private readonly long _length = body.Length;
    private long _written;

    public bool ConnectionFailed { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _written;
        set => throw new NotSupportedException();
    }

    public void ThrowIfShort()
    {
        if (_written < _length)
        {
            throw new StorageException(StorageErrorKind.SourceChanged, $"the body ended after {_written} bytes instead of {_length}");
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_written + buffer.Length > _length)
        {
            throw new StorageException(StorageErrorKind.SourceChanged, $"the body has more than the {_length} bytes it said");
        }

        while (!buffer.IsEmpty)
        {
            var piece = buffer[..Math.Min(Piece, buffer.Length)];
            try
            {
                await inner.WriteAsync(piece, cancellationToken);
            }
            catch
            {
                ConnectionFailed = true;
                throw;
            }

            if (_written > 0 || piece.Length == Piece)
            {
                timer.Progress();
            }

            _written += piece.Length;
            body.Passed(_written);
            buffer = buffer[piece.Length..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Bodies are written asynchronously.");

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

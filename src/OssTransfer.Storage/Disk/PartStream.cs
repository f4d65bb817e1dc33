using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>Writes a slice of a file and refuses to go beyond it, where another part's bytes are.</summary>
internal sealed class PartStream(SafeFileHandle file, long offset, UploadBody body) : Stream
{
    private readonly long _length = body.Length;
    private long _done;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _done;
        set => throw new NotSupportedException();
    }

    public override unsafe void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length > _length - _done)
        {
            throw new StorageException(StorageErrorKind.Transient, $"the body has more than the {_length} bytes that were announced");
        }

        fixed (byte* start = buffer)
        {
            var written = 0;
            while (written < buffer.Length)
            {
                var result = Libc.Pwrite(file, start + written, buffer.Length - written, offset + _done);
                var error = Errno.Of(result);
                if (error is not (0 or Errno.Interrupted))
                {
                    throw Errno.Failure(error, "write", "an unfinished file");
                }

                var count = error == 0 ? (int)result : 0;
                written += count;
                _done += count;
                body.Passed(_done);
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>
/// A slice of an open file. The last bytes are given only after the file was found unchanged since it was opened,
/// so all bytes that were read are of one version. A slice of unknown length goes to the end of the file, whatever size the file system reports.
/// </summary>
internal sealed class DiskContent(SafeFileHandle file, ObjectKey key, FileStatus opened, long offset, long? length) : Stream
{
    /// <summary>Smaller reads are done where they are asked for: handing them over would cost more than they take.</summary>
    private const int HandOverBytes = 64 << 10;

    /// <summary>
    /// At most at once of a file that reports no size: where a kernel makes the content up (<c>/proc/sys</c>), it refuses requests of 4 MiB and more with
    /// "no memory".
    /// </summary>
    private const int UnsizedReadBytes = 1 << 20;

    private long _done;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length ?? throw new NotSupportedException();

    public override long Position
    {
        get => _done;
        set => throw new NotSupportedException();
    }

    public override unsafe int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, length is null ? UnsizedReadBytes : Left);
        if (count == 0)
        {
            return 0;
        }

        nint read;
        int error;
        fixed (byte* start = buffer)
        {
            do
            {
                read = Libc.Pread(file, start, count, offset + _done);
                error = Errno.Of(read);
            }
            while (error == Errno.Interrupted);
        }

        if (error != 0)
        {
            throw Errno.Failure(error, "read", key.ToString());
        }

        _done += read;
        if (read == 0 || _done == length)
        {
            CheckUnchanged(isCut: read == 0 && length is not null);
        }

        return (int)read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Math.Min(buffer.Length, Left) < HandOverBytes ? new(Read(buffer.Span)) : ReadElsewhereAsync(buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

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
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadElsewhereAsync(Memory<byte> buffer)
    {
        await BlockingWork.LeaveCaller();
        return Read(buffer.Span);
    }

    private long Left => (length ?? long.MaxValue) - _done;

    private void CheckUnchanged(bool isCut)
    {
        var error = FileStatus.Of(file, out var now);
        if (error != 0)
        {
            throw Errno.Failure(error, "look at", key.ToString());
        }

        // A hard link made or removed meanwhile moves the time of change too; reading again costs less than a doubt.
        if (now != opened)
        {
            throw new StorageException(StorageErrorKind.SourceChanged, $"{key} changed while it was read");
        }

        if (isCut || (length is not null && offset + _done == opened.Size && FileEnd.HasMore(file, opened.Size)))
        {
            throw new StorageException(
                StorageErrorKind.SourceChanged,
                $"{key} has {(isCut ? $"only {offset + _done}" : "more")} bytes where the file system reports {opened.Size}; it changed while it was read, or that size is not true");
        }
    }
}

using OssTransfer.Storage;

namespace OssTransfer.World.Stores;

/// <summary>A body on its way: it comes in pieces, and may break off.</summary>
internal sealed class CutStream(byte[] content, int cutAt, Func<Task> wait) : Stream
{
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position == content.Length)
        {
            return 0;
        }

        await wait().WaitAsync(cancellationToken);
        if (_position >= cutAt)
        {
            throw new StorageException(StorageErrorKind.Transient, "the body broke off");
        }

        var count = Math.Min(buffer.Length, Math.Min(64, Math.Min(cutAt, content.Length) - _position));
        content.AsMemory(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

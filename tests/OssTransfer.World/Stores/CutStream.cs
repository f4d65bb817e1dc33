using OssTransfer.Storage;
using OssTransfer.Storage.Files;

namespace OssTransfer.World.Stores;

/// <summary>A body on its way: it comes in pieces, and may break off.</summary>
internal sealed class CutStream(byte[] content, int cutAt, Func<Task> wait) : ReadOnlyStream
{
    private int _position;

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
}

using System.Buffers;
using System.Collections.Concurrent;

namespace OssTransfer.LoopbackS3;

/// <summary>Pinned blocks of one size that are never given back to the runtime while the pool lives.</summary>
internal sealed class LargeBlockPool : MemoryPool<byte>
{
    private const int BlockBytes = 64 * 1024;
    private readonly ConcurrentQueue<byte[]> _free = new();

    public override int MaxBufferSize => BlockBytes;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        return new Block(this, _free.TryDequeue(out var array) ? array : GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true));
    }

    protected override void Dispose(bool disposing) => _free.Clear();

    private sealed class Block(LargeBlockPool pool, byte[] array) : IMemoryOwner<byte>
    {
        private byte[]? _array = array;

        public Memory<byte> Memory => _array;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _array, null) is { } array)
            {
                pool._free.Enqueue(array);
            }
        }
    }
}

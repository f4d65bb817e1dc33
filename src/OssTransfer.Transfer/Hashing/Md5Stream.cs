using System.Buffers;
using System.Security.Cryptography;

namespace OssTransfer.Transfer.Hashing;

/// <summary>One body that is being read into a buffer and hashed there. Dispose it before the buffer is given back.</summary>
internal sealed class Md5Stream : IAsyncDisposable
{
    private const int WorthJoiningBlocks = 256;

    private readonly Md5Hasher _hasher;
    private readonly ReadOnlyMemory<byte> _buffer;
    private MemoryHandle _pin;
    private TaskCompletionSource? _released;
    private int _filled;
    private int _hashed;
    private bool _isWhole;

    public Md5Stream(Md5Hasher hasher, ReadOnlyMemory<byte> buffer)
    {
        _hasher = hasher;
        _buffer = buffer;
        if (Md5Hasher.HasLanes)
        {
            _pin = buffer.Pin();
        }
    }

    /// <summary>Carried from quantum to quantum; belongs to whoever claimed the stream.</summary>
    public Md5State State { get; private set; } = Md5State.Initial;

    /// <summary>It is being hashed right now. Guarded by the hasher's lock.</summary>
    public bool IsClaimed { get; set; }

    /// <summary>The next block's place.</summary>
    public unsafe nint Next => (nint)_pin.Pointer + _hashed;

    /// <summary>Whole blocks that were read and not hashed.</summary>
    public int PendingBlocks => (Volatile.Read(ref _filled) - _hashed) / Md5Scalar.BlockBytes;

    /// <summary>A stream with a handful of blocks would cut the quantum of all short; a whole one is waited for.</summary>
    public bool IsWorthJoining => PendingBlocks >= WorthJoiningBlocks || (Volatile.Read(ref _isWhole) && PendingBlocks > 0);

    /// <summary>The first <paramref name="bytes"/> of the buffer are there.</summary>
    public void Filled(int bytes) => Volatile.Write(ref _filled, bytes);

    /// <summary>The MD5 of what was filled.</summary>
    public async ValueTask<Hash128> FinishAsync()
    {
        if (!Md5Hasher.HasLanes)
        {
            return Hash128.Read(MD5.HashData(_buffer.Span[.._filled]));
        }

        Volatile.Write(ref _isWhole, true);
        await _hasher.DrainAsync(this);
        var state = State;
        Md5Scalar.Finish(ref state, _buffer.Span[_hashed.._filled], _filled);
        return state.ToDigest();
    }

    public unsafe void CompressAlone(int blocks)
    {
        var state = State;
        Md5Scalar.Compress(ref state, (byte*)Next, blocks);
        Advance(state, blocks);
    }

    public void Advance(Md5State state, int blocks)
    {
        State = state;
        _hashed += blocks * Md5Scalar.BlockBytes;
    }

    /// <summary>Ends when the present claim does.</summary>
    public Task ReleasedNeedsLock() => (_released ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void ReleaseNeedsLock()
    {
        IsClaimed = false;
        _released?.TrySetResult();
        _released = null;
    }

    public async ValueTask DisposeAsync()
    {
        await _hasher.ForgetAsync(this);
        _pin.Dispose();
    }
}

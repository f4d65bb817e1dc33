using OssTransfer.Storage;

namespace OssTransfer.Transfer.Guard;

/// <summary>Which wait of a store's requests lasts longest, so that somebody can be told. Waits of a few seconds are nobody's concern.</summary>
internal sealed class WaitBoard(TimeProvider time)
{
    private static readonly TimeSpan Notable = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private StoreWait? _wait;
    private long _since;

    /// <summary>The wait that goes on longest from now; null: none does.</summary>
    public StoreWait? Longest
    {
        get
        {
            lock (_lock)
            {
                return Left() is { } left && left > TimeSpan.Zero ? _wait! with { Left = left } : null;
            }
        }
    }

    /// <summary>A request waits for so long because of this.</summary>
    public void Begin(StorageException error, TimeSpan delay)
    {
        lock (_lock)
        {
            if (delay >= Notable && (Left() is not { } left || delay > left))
            {
                (_wait, _since) = (new(error.Message, error.RetryAfter, delay), time.GetTimestamp());
            }
        }
    }

    private TimeSpan? Left() => _wait?.Left - time.GetElapsedTime(_since);
}

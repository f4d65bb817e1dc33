using OssTransfer.Storage;

namespace OssTransfer.Transfer.Guard;

/// <summary>Which wait of a store's requests lasts longest, for users to see. Waits of a few seconds are not shown.</summary>
internal sealed class WaitBoard(TimeProvider time)
{
    private static readonly TimeSpan Notable = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly List<Expected> _expected = [];
    private StoreWait? _wait;
    private long _since;

    /// <summary>The wait for a next try that goes on longest from now, or what has not been answered for longest; null: neither.</summary>
    public StoreWait? Longest
    {
        get
        {
            lock (_lock)
            {
                return Left() is { } left && left > TimeSpan.Zero ? _wait! with { Left = left } : Unanswered();
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

    /// <summary>Something was asked for and is not there until the result is disposed.</summary>
    public IDisposable Expect(string what)
    {
        var expected = new Expected(this, what, time.GetTimestamp());
        lock (_lock)
        {
            _expected.Add(expected);
        }

        return expected;
    }

    private TimeSpan? Left() => _wait?.Left - time.GetElapsedTime(_since);

    // The first is the oldest.
    private StoreWait? Unanswered() =>
        _expected is [var oldest, ..] && time.GetElapsedTime(oldest.Since) is var passed && passed >= Notable ? new(oldest.What, null, Notable, passed) : null;

    private sealed class Expected(WaitBoard board, string what, long since) : IDisposable
    {
        public string What => what;

        public long Since => since;

        public void Dispose()
        {
            lock (board._lock)
            {
                board._expected.Remove(this);
            }
        }
    }
}

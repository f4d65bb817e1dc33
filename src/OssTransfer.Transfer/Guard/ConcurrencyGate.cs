namespace OssTransfer.Transfer.Guard;

/// <summary>
/// How many requests wait for answers at once: halved when the store throttles, one more after each full round that went well
/// (additive increase, multiplicative decrease). First come, first served.
/// </summary>
internal sealed class ConcurrencyGate(int max, TimeProvider time)
{
    private static readonly TimeSpan OneThrottling = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = [];
    private double _limit = max;
    private int _inside;
    private long? _loweredAt;

    public int Limit
    {
        get
        {
            lock (_lock)
            {
                return (int)_limit;
            }
        }
    }

    public ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_waiting.Count == 0 && _inside < (int)_limit)
            {
                _inside++;
                return ValueTask.CompletedTask;
            }

            return new(WaitAsync(_waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)), cancellationToken));
        }
    }

    public void Exit()
    {
        lock (_lock)
        {
            _inside--;
            AdmitNeedsLock();
        }
    }

    public void Succeeded()
    {
        lock (_lock)
        {
            if (_limit < max)
            {
                _limit = Math.Min(max, _limit + (1 / _limit));
                AdmitNeedsLock();
            }
        }
    }

    /// <summary>Requests that were in flight together are refused together: within a second that counts once.</summary>
    public void Throttled()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (_loweredAt is { } last && time.GetElapsedTime(last, now) < OneThrottling)
            {
                return;
            }

            _loweredAt = now;
            _limit = Math.Max(1, Math.Min(_limit, _inside) / 2);
        }
    }

    /// <summary>Halves how many may be inside, once that many are left of an earlier time. False: there is only one, and nothing to lower.</summary>
    public bool Lower()
    {
        lock (_lock)
        {
            if (_inside <= 1)
            {
                return false;
            }

            if (_inside <= (int)_limit)
            {
                _limit = Math.Max(1, _inside / 2);
            }

            return true;
        }
    }

    private async Task WaitAsync(LinkedListNode<TaskCompletionSource> turn, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(_ => GiveUp(turn, cancellationToken), null);
        await turn.Value.Task;
    }

    private void GiveUp(LinkedListNode<TaskCompletionSource> turn, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (turn.List is not null)
            {
                _waiting.Remove(turn);
                turn.Value.TrySetCanceled(cancellationToken);
            }
        }
    }

    private void AdmitNeedsLock()
    {
        while (_waiting.First is { } first && _inside < (int)_limit)
        {
            _waiting.RemoveFirst();
            _inside++;
            first.Value.TrySetResult();
        }
    }
}

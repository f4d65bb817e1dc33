using System.Runtime.ExceptionServices;

namespace OssTransfer.Storage.Disk;

/// <summary>
/// How the calls of one listing on its file system are made: one after the other where each is answered at once, as from memory; many at a time, on threads of
/// their own, where each waits for a network or a disk.
/// </summary>
internal sealed class DiskCalls(TimeProvider time) : IDisposable
{
    private const int MaxThreads = 32;

    // Far more than the kernel takes to answer from memory, and less than any network.
    private static readonly TimeSpan Slow = TimeSpan.FromMicroseconds(100);

    // So many more slow calls than quick ones lately are not due to a busy machine.
    private const int SlowAtScore = 8;
    private const int MaxScore = 16;

    private readonly object _gate = new();
    private readonly Queue<Action> _now = new();
    private readonly Queue<Action> _later = new();
    private readonly List<Thread> _threads = [];
    private int _idle;
    private bool _isClosed;

    // Several threads count without order: a call that is lost now and then changes nothing.
    private volatile int _score;

    /// <summary>Calls wait, so that it pays to make many at a time.</summary>
    public bool AreSlow => _score >= SlowAtScore;

    /// <summary>When a call begins.</summary>
    public long Begin() => time.GetTimestamp();

    /// <summary>Takes note of a call that has ended.</summary>
    /// <param name="begun">When it began.</param>
    /// <returns>Now: when a next one begins.</returns>
    public long End(long begun)
    {
        var now = time.GetTimestamp();
        _score = Math.Clamp(_score + (time.GetElapsedTime(begun, now) > Slow ? 1 : -1), 0, MaxScore);
        return now;
    }

    /// <summary>Makes calls that don't depend on each other; returns when all are made. This thread makes its share of them.</summary>
    /// <param name="count">How many.</param>
    /// <param name="call">Makes the call of this number, from 0.</param>
    public void ForEach(int count, Action<int> call)
    {
        var made = 0;
        for (var begun = Begin(); made < count && (!AreSlow || made == count - 1); made++)
        {
            call(made);
            begun = End(begun);
        }

        if (made < count)
        {
            AtOnce(made, count, call);
        }
    }

    /// <summary>Makes a call when nothing that is waited for is left to be made.</summary>
    public void Later(Action call) => Enqueue(_later, call, 1);

    /// <summary>Waits for the calls that are under way; no other is made.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            _now.Clear();
            _later.Clear();
            Monitor.PulseAll(_gate);
        }

        foreach (var thread in _threads)
        {
            thread.Join();
        }
    }

    private void AtOnce(int first, int count, Action<int> call)
    {
        var next = first - 1;
        ExceptionDispatchInfo? failure = null;

        // Not disposed: the thread that made the last call may still be using it.
        var left = new CountdownEvent(count - first);
        Enqueue(_now, Share, Math.Min(count - first, MaxThreads) - 1);
        Share();
        left.Wait();
        failure?.Throw();

        // A thread that comes late finds nothing to do, so that a thread which is busy elsewhere isn't waited for.
        void Share()
        {
            for (var begun = Begin(); Interlocked.Increment(ref next) is var i && i < count; begun = End(begun))
            {
                try
                {
                    call(i);
                }
                catch (Exception e)
                {
                    failure ??= ExceptionDispatchInfo.Capture(e);
                }

                left.Signal();
            }
        }
    }

    private void Enqueue(Queue<Action> queue, Action call, int times)
    {
        lock (_gate)
        {
            for (var i = 0; i < times; i++)
            {
                queue.Enqueue(call);
                Monitor.Pulse(_gate);
            }

            for (var more = _now.Count + _later.Count - _idle; more > 0 && _threads.Count < MaxThreads && !_isClosed; more--)
            {
                var thread = new Thread(Work) { IsBackground = true, Name = "disk listing" };
                _threads.Add(thread);
                thread.Start();
            }
        }
    }

    private void Work()
    {
        while (Next() is { } call)
        {
            call();
        }
    }

    /// <summary>Null: there will be none.</summary>
    private Action? Next()
    {
        lock (_gate)
        {
            while (!_isClosed)
            {
                if (_now.TryDequeue(out var call) || _later.TryDequeue(out call))
                {
                    return call;
                }

                _idle++;
                Monitor.Wait(_gate);
                _idle--;
            }

            return null;
        }
    }
}

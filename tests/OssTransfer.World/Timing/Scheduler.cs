namespace OssTransfer.World.Timing;

/// <summary>
/// Virtual time. Everything that leaves a component is a step here, and the seed decides when it comes. One step runs at a time, on the pool's only
/// thread; the next one comes when nothing is left to run of the one before.
/// </summary>
internal sealed class Scheduler(int seed)
{
    private readonly PriorityQueue<(Machine? Machine, Action Step), (long At, int Order)> _steps = new();
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Func<bool> _isOver = () => true;
    private long _end;

    /// <summary>All that happens by chance.</summary>
    public Random Random { get; } = new(seed);

    /// <summary>Since the world began.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>Steps until now.</summary>
    public long Steps { get; private set; }

    /// <summary>What happened.</summary>
    public Trace Trace { get; } = new();

    /// <summary>How often what happened.</summary>
    public Tally Tally { get; } = new();

    /// <summary>A chance of so many per cent.</summary>
    public bool Chance(double percent) => Random.NextDouble() * 100 < percent;

    /// <summary>A duration between two others; short ones are likelier.</summary>
    public TimeSpan Between(TimeSpan least, TimeSpan most)
    {
        var part = Random.NextDouble();
        return least + ((most - least) * part * part);
    }

    /// <summary>Does something after a while, unless its machine is dead by then.</summary>
    public void After(TimeSpan delay, Machine? machine, Action step) => _steps.Enqueue((machine, step), ((Now + delay).Ticks, Random.Next()));

    /// <summary>Ends after a while, unless the machine is dead by then.</summary>
    public Task DelayAsync(TimeSpan delay, Machine? machine)
    {
        var source = new TaskCompletionSource();
        After(delay, machine, source.SetResult);
        return source.Task;
    }

    /// <summary>Ends everything: something was found to be wrong.</summary>
    public void Fail(Exception exception) => _over.TrySetException(exception);

    /// <summary>Lets time pass until something is so, or as long as that.</summary>
    public async Task RunAsync(Func<bool> isOver, TimeSpan longest)
    {
        (_isOver, _end) = (isOver, (Now + longest).Ticks);
        ThreadPool.UnsafeQueueUserWorkItem(static scheduler => scheduler.Turn(), this, preferLocal: false);
        await _over.Task;
    }

    private void Turn()
    {
        try
        {
            while (ThreadPool.PendingWorkItemCount == 0)
            {
                if (_over.Task.IsCompleted)
                {
                    return;
                }

                if (_isOver() || !_steps.TryDequeue(out var next, out var when) || when.At > _end)
                {
                    _over.TrySetResult();
                    return;
                }

                (Now, Steps) = (TimeSpan.FromTicks(when.At), Steps + 1);
                if (next.Machine is null)
                {
                    next.Step();
                }
                else
                {
                    next.Machine.Receive(next.Step);
                }
            }
        }
        catch (Exception exception)
        {
            _over.TrySetException(exception);
            return;
        }

        // Two worlds that both wait until nothing else is queued would wait for each other.
        if (!_over.Task.IsCompleted)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static scheduler => scheduler.Turn(), this, preferLocal: false);
        }
    }
}

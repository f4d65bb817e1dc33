using OssTransfer.World.Timing;

namespace OssTransfer.World.Cluster;

/// <summary>Calls a grain's method again and again, each time so long after the last call's end.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly Scheduler _scheduler;
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _step;
    private readonly CancellationTokenSource _end = new();
    private TimeSpan _period;

    public GrainTimer(Scheduler scheduler, Activation activation, Func<CancellationToken, Task> step, GrainTimerCreationOptions options)
    {
        (_scheduler, _activation, _step, _period) = (scheduler, activation, step, options.Period);
        Start(options.DueTime);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period;
        Start(dueTime);
    }

    public void Dispose() => _end.Cancel();

    private void Start(TimeSpan due)
    {
        if (due >= TimeSpan.Zero)
        {
            _scheduler.After(due, _activation.Silo, () => _ = FireAsync());
        }
    }

    private async Task FireAsync()
    {
        if (_end.IsCancellationRequested || _activation.IsGone)
        {
            return;
        }

        try
        {
            await _step(_end.Token);
        }
        catch (Exception)
        {
            // Orleans logs it and goes on.
        }

        Start(_period);
    }
}

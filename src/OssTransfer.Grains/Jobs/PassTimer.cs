using OssTransfer.Jobs.Lifecycle;

namespace OssTransfer.Grains.Jobs;

/// <summary>
/// The wait between two passes: until the next one's time, but never longer than the interval on a clock that only goes forward, whatever becomes of
/// the wall clock. It wakes the job by itself; reminders do so after a restart.
/// </summary>
internal sealed class PassTimer(JobKeeper keeper, JobSpecs specs, JobEnvironment environment, Func<Task> settle)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private (DateTimeOffset NextPassAt, long Since, TimeSpan Longest)? _wait;
    private IDisposable? _timer;

    private DateTimeOffset? NextPassAt => keeper.State is { Status: JobStatus.Waiting } state ? state.NextPassAt : null;

    /// <summary>Begins to measure where the job waits, and ends where it doesn't.</summary>
    public void Watch()
    {
        if (NextPassAt is not { } next)
        {
            Stop();
        }
        else if (_wait?.NextPassAt != next)
        {
            Stop();
            var (left, interval) = (next - environment.Time.GetUtcNow(), specs.Policy.Interval ?? Minute);
            _wait = (next, environment.BootTime.GetTimestamp(), left < interval ? left : interval);
            _timer = environment.StartTimer(TickAsync, interval < Minute ? interval : Minute);
        }
    }

    /// <summary>Makes the job ready where its wait is over.</summary>
    public void EndIfDue()
    {
        Watch();
        if (_wait is { } wait && (environment.Time.GetUtcNow() >= wait.NextPassAt || environment.BootTime.GetElapsedTime(wait.Since) >= wait.Longest))
        {
            keeper.Change(keeper.State! with { Status = JobStatus.Ready });
            Stop();
        }
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        EndIfDue();
        await settle();
    }

    private void Stop()
    {
        _timer?.Dispose();
        (_timer, _wait) = (null, null);
    }
}

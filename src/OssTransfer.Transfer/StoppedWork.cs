namespace OssTransfer.Transfer;

/// <summary>Work that may not hear of a stop: nobody can cancel a call to a kernel that waits for a disk which is gone.</summary>
public static class StoppedWork
{
    /// <summary>
    /// Waits for the work's end, but not much longer than until it should stop. False: it was left behind and goes on by itself. Its outcome isn't used any
    /// more, and what it uses isn't free.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="timeout">How long it may go on after the stop.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">What the work was told to stop by.</param>
    public static async Task<bool> EndsOrIsAbandonedAsync(this Task work, TimeSpan timeout, TimeProvider time, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (!work.IsCompleted)
        {
            using var over = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
            using var stopping = stop.UnsafeRegister(_ => over.CancelAfter(timeout), null);
            await work.WaitAsync(over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return work.IsCompleted;
    }
}

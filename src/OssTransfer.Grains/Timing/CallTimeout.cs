namespace OssTransfer.Grains.Timing;

/// <summary>Waits for a call only so long; the call itself goes on.</summary>
internal static class CallTimeout
{
    /// <summary>How long a worker waits for one grain before it turns to the next.</summary>
    public static readonly TimeSpan OfWorkers = TimeSpan.FromSeconds(1);

    /// <summary>Whether the task ends in time. False at once where the wait is cancelled; what the task ends with is the caller's to read.</summary>
    public static async Task<bool> EndsWithinAsync(this Task task, TimeSpan duration, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!task.IsCompleted)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(task, Task.Delay(duration, time, over.Token));
            await over.CancelAsync();
        }

        return task.IsCompleted;
    }
}

namespace OssTransfer.Grains.Directories;

/// <summary>
/// Says in this process that there may be something to do. The directory of jobs raises it where it lives; workers elsewhere don't hear it, and ask.
/// </summary>
internal sealed class WorkSignal
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when it is raised the next time: to be taken before one asks, so that nothing is missed between.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Workers that wait ask now.</summary>
    public void Raise() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}

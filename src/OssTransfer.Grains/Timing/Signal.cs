namespace OssTransfer.Grains.Timing;

/// <summary>Wakes all that wait in this process for something to happen; other processes don't get it, and ask now and then.</summary>
/// <typeparam name="T">What has something new. Where that is a grain, it raises the signal on the silo where it lives.</typeparam>
internal sealed class Signal<T>
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when it is raised the next time: to be taken before one asks, so that nothing is missed between.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Completes <see cref="Next"/> for all that wait.</summary>
    public void Raise() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}

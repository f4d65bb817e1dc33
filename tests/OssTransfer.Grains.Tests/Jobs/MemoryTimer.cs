namespace OssTransfer.Grains.Tests.Jobs;

/// <summary>A timer that a test turns.</summary>
internal sealed class MemoryTimer(Func<CancellationToken, Task> step) : IDisposable
{
    public Func<CancellationToken, Task> Step { get; } = step;

    public bool IsRunning { get; private set; } = true;

    public void Dispose() => IsRunning = false;
}
